/** A file that the build made, not written yet. */
export interface BuiltFile {
  /** Relative to its folder of dist/, with `/`. */
  path: string;
  contents: Uint8Array;
}
