/** Turns drawings into pictures. */
export interface Painter {
  /** A drawing in SVG as a PNG, twice as large as it says, so that it is sharp on fine screens. Texts are set in its only font. */
  png(svg: string): Promise<Uint8Array>;
}
