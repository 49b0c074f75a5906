import { VARIABLES } from '../../src/lib/config';
import { VARIABLE_TEXTS } from './variable-texts';

/** The text of .env.example: every variable, what it is, where it is found, its format and its default. */
export function envExample(): string {
  const blocks = Object.entries(VARIABLE_TEXTS).map(([name, { what, otherwise }]) => {
    const { where, format } = VARIABLES[name as keyof typeof VARIABLES];
    const optional = otherwise !== undefined;
    return [
      `# ${what}`,
      `# Where: ${where}`,
      `# Format: ${format}`,
      ...(optional ? [`# When not set: ${otherwise}`] : []),
      `${optional ? '# ' : ''}${name}=`,
    ].join('\n');
  });
  const head = [
    '# Configuration of the Functions. Copy to .env and fill in; `npm start` needs none of it.',
    '# A value may have 450 bytes at most. ACCOUNT_SID and AUTH_TOKEN are never deployed: Twilio sets ACCOUNT_SID itself.',
  ].join('\n');
  return `${[head, ...blocks].join('\n\n')}\n`;
}
