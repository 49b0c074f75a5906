export interface FileDropOptions {
  takesFiles: () => boolean;
  onFiles: (files: readonly File[]) => void;
  /** After `isOver` has changed. */
  changed: () => void;
}

/** Files that are dragged over an element and let go there. */
export class FileDrop {
  readonly #options: FileDropOptions;
  #isOver = false;

  constructor(options: FileDropOptions) {
    this.#options = options;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** For `dragover`, `dragleave` and `drop`. */
  readonly onDrag = (event: DragEvent): void => {
    const { takesFiles, onFiles, changed } = this.#options;
    if (!takesFiles() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const { currentTarget: area, relatedTarget: next } = event;
    // A pointer that goes from one child to another has not left.
    const inside = area instanceof Node && next instanceof Node && area.contains(next);
    this.#isOver = event.type === 'dragover' || (event.type === 'dragleave' && inside);
    changed();
    if (event.type === 'drop') onFiles([...event.dataTransfer.files]);
  };
}
