/** One line of the table of targets. */
export interface Target {
  what: string;
  target: string;
  measured: string;
  met: boolean;
}

export interface Findings {
  targets: Target[];
  /** Markdown below the part's heading: the method with every n, the figures, what they do not say. */
  details: string;
}

/** One thing that is measured. */
export interface Part {
  /** `npm run bench -- NAME` measures it alone. */
  name: string;
  title: string;
  measure(): Promise<Findings>;
}
