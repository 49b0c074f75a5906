interface Arguments {
  values: { help?: boolean };
  positionals: string[];
}

/**
 * Reads a command line with `parse`, which throws when it is wrong. Then, and when help is asked for, the usage is
 * printed and the exit status comes back instead.
 *
 * @param words how many words may stand beside the flags
 */
export function readArguments<Parsed extends Arguments>(
  usage: string,
  words: { from: number; to: number },
  parse: () => Parsed,
): Parsed | number {
  try {
    const parsed = parse();
    const { length } = parsed.positionals;
    if (parsed.values.help) {
      console.log(usage);
      return 0;
    }
    if (length >= words.from && length <= words.to) return parsed;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  console.error(usage);
  return 2;
}
