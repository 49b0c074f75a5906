import type { Model, ModelMessage } from '../../relay/src/model/model';
import type { Random } from './random';

export interface Asked {
  call: string;
  turn: number;
  /** As they were when the model was asked, without the system's. */
  messages: ModelMessage[];
}

/** The question that the model answers: it names call and turn. */
export const question = (call: string, turn: number) => `question ${call} ${turn} please`;

/** The same by the telephone's keys, which tell the turn alone. */
export const keysOf = (turn: number) => `9${turn}`;

/** The turn of something that the caller has asked, in either way. */
export const askedIn = (content: string): number => Number(/ (\d+) please$|: 9(\d+)$/.exec(content)?.slice(1).join(''));

/** The turn that this word, or this piece of one, was written for. */
export const turnOf = (token: string): number => Number(/(\d+)/.exec(token)?.[1] ?? Number.NaN);

/**
 * A model whose every word tells which turn it was written for, in pieces of chance, some of them late. `asked` has all that
 * it was told.
 */
export function numberedModel(random: Random): { model: Model; asked: Asked[] } {
  const asked: Asked[] = [];
  const model: Model = {
    async *stream({ messages, signal }) {
      const heard = messages.filter(({ role }) => role !== 'system');
      const [call = ''] = heard.flatMap(({ content }) => /(\S+) \d+ please$/.exec(content)?.[1] ?? []);
      const turn = askedIn(heard.at(-1)?.content ?? '');
      asked.push({ call, turn, messages: heard.map((message) => ({ ...message })) });
      const words = random.whole(1, 40);
      for (let word = 1; word <= words && !signal.aborted; word += 1) {
        if (random.chance(0.3)) await new Promise((resolve) => setImmediate(resolve));
        if (random.chance(0.02)) await new Promise((resolve) => setTimeout(resolve, 2));
        const whole = `${turn}-${word}/${turn}${random.chance(0.2) ? ', ' : ' '}`;
        const cut = random.chance(0.3) ? whole.indexOf('/') : whole.length;
        for (const text of [whole.slice(0, cut), whole.slice(cut)]) {
          if (text !== '' && !signal.aborted) yield { kind: 'text', text };
        }
      }
      if (!signal.aborted) yield { kind: 'done' };
    },
  };
  return { model, asked };
}
