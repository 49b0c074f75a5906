import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours for who watches a terminal; plain text for everything else, and with NO_COLOR set. */
export function paint(style: Style, text: string): string {
  const colours = process.stdout.isTTY && !process.env.NO_COLOR;
  return colours ? styleText(style, text) : text;
}
