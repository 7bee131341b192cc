/** So many are enrolled before the acknowledgement; more than these after it. */
export const fewEnough = 20;
