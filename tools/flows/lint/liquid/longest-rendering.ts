import { isTemplate, readTemplate } from '../../../../studio-flows/liquid/read-template';
import { tagName } from '../../../../studio-flows/liquid/split-template';

const BRANCHING = new Set(['if', 'unless', 'case']);
const NEXT_BRANCH = new Set(['elsif', 'else', 'when']);

interface Block {
  /** A loop may run never. */
  counts: boolean;
  longest: number;
  current: number;
}

/**
 * How many characters a text has at least in its longest branch, without what Liquid fills in.
 */
export function longestRendering(text: string): number {
  if (!isTemplate(text)) return text.length;
  const blocks: Block[] = [{ counts: true, longest: 0, current: 0 }];
  for (const { kind, raw, content } of readTemplate(text).pieces) {
    const block = blocks.at(-1);
    if (!block) break;
    const name = kind === 'tag' ? tagName(content) : '';
    if (kind === 'text') block.current += raw.length;
    else if (BRANCHING.has(name) || LOOPS.has(name)) {
      blocks.push({ counts: BRANCHING.has(name), longest: 0, current: 0 });
    } else if (NEXT_BRANCH.has(name)) nextBranch(block);
    else if (blocks.length > 1 && ENDS.has(name)) {
      blocks.pop();
      nextBranch(block);
      const outer = blocks.at(-1);
      if (outer && block.counts) outer.current += block.longest;
    }
  }
  const [whole] = blocks;
  return whole ? Math.max(whole.longest, whole.current) : 0;
}

const LOOPS = new Set(['for', 'tablerow', 'capture']);
const ENDS = new Set([...BRANCHING, ...LOOPS].map((name) => `end${name}`));

function nextBranch(block: Block): void {
  block.longest = Math.max(block.longest, block.current);
  block.current = 0;
}
