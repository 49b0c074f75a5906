import type { Output, Template } from '../../../../studio-flows/liquid/read-template';
import { JsonScan } from './json-scan';

/** The outputs of a JSON text, and whether each is printed between quotes. */
export function quotedOutputs({ pieces, outputs }: Template): { output: Output; quoted: boolean }[] {
  const byPiece = new Map(outputs.map((output) => [output.piece, output]));
  const scan = new JsonScan();
  const found: { output: Output; quoted: boolean }[] = [];
  for (const piece of pieces) {
    const output = byPiece.get(piece);
    if (output) found.push({ output, quoted: scan.inString });
    if (piece.kind === 'text') for (const character of piece.raw) scan.step(character);
  }
  return found;
}
