import { noLongerThan } from './no-longer-than';

test('README example: what comes in time is the answer, and what fails is the failure', async () => {
  expect(await noLongerThan(60_000, Promise.resolve(7))).toBe(7);
  await expect(noLongerThan(60_000, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});

test('what does not come is given up', async () => {
  await expect(noLongerThan(5, new Promise(() => undefined))).rejects.toThrow('Nothing came within 5 ms');
});
