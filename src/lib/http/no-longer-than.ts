/**
 * What is good to know and not needed: waited for so long, and no longer. The work itself goes on.
 *
 * @throws Error when nothing has come by then, or whatever the work throws
 */
export async function noLongerThan<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, expiry]).finally(() => clearTimeout(timer));
}
