import { createHash } from 'node:crypto';
import { canonicalFlow } from './canonical-flow';

/** SHA-256 of the canonical text of a definition, in hex: equal for definitions that mean the same to Studio. */
export function flowHash(definition: unknown): string {
  return createHash('sha256').update(canonicalFlow(definition)).digest('hex');
}
