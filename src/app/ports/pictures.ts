/** Draws pictures for places that take no vectors. */
export interface Pictures {
  /** An SVG as a PNG of its own size, its texts in a sans-serif face that this program brings. Fetches nothing. */
  toPng(svg: string): Promise<Uint8Array>;
}
