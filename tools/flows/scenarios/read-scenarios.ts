import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../../command-error';
import type { Scenario } from './scenario';

/** The scenarios beside a flow; none when there is no such file. Throws CommandError when it exports none. */
export async function readScenarios(folder: string, flow: string): Promise<Scenario[]> {
  const file = path.join(folder, `${flow}.scenarios.ts`);
  if (!existsSync(file)) return [];
  const { scenarios } = (await import(file)) as { scenarios?: Scenario[] };
  if (!Array.isArray(scenarios)) throw new CommandError(`${file} must export \`scenarios: Scenario[]\``);
  return scenarios;
}
