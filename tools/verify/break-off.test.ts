import { breakOff } from './break-off';

test('a Ctrl-C that arrives three times at once breaks the run off, and leaves the clean-up alone', () => {
  const said: string[] = [];
  let now = 0;
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const { signal, stop } = breakOff(
    (line) => void said.push(line),
    () => now,
  );
  const press = () => process.emit('SIGINT');
  for (let time = 0; time < 3; time += 1) press();
  expect([signal.aborted, said.length, exit.mock.calls]).toEqual([true, 1, []]);
  now = 1000;
  press();
  expect([said[1], exit.mock.calls]).toEqual([
    'Still taking it away. Once more ends it at once, and leaves the rest behind.',
    [],
  ]);
  now = 2000;
  press();
  expect(exit.mock.calls).toEqual([[130]]);
  stop();
  exit.mockRestore();
});
