import { PassThrough } from 'node:stream';
import { terminalConsent } from './consent';

/** A terminal at which somebody answers. */
function terminal(answer: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  input.write(`${answer}\n`);
  return { said: () => String(output.read()), streams: { input: input as never, output: output as never } };
}

test.each([
  ['y', true],
  ['YES', true],
  ['', false],
  ['yep', false],
  ['n', false],
])('%j at the terminal is %s', async (answer, agreed) => {
  const { streams, said } = terminal(answer);
  expect(await terminalConsent(streams)('Make it?')).toBe(agreed);
  expect(said()).toContain('Make it? [y/N] ');
});

test('where nobody sits the answer is no, and --yes asks nobody', async () => {
  const nobody = terminal('y', false);
  expect(await terminalConsent(nobody.streams)('Make it?')).toBe(false);
  expect(await terminalConsent({ ...nobody.streams, yes: true })('Make it?')).toBe(true);
});
