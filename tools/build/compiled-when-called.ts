import { type CommonOptions, transform } from 'esbuild';

/** For the bundling itself: names stay, and with them the wrappers that `compiledWhenCalled` is about. */
export const NAMES_STAY: CommonOptions = {
  minifySyntax: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'silent',
};

/**
 * Minifies a bundle after it was made, and not with it. esbuild wraps each CommonJS module of a bundle: where names are
 * shortened into an arrow function that is the argument of a call, otherwise into a method. V8 compiles the arrows of a
 * whole bundle as soon as the script begins, and a method when it is called: that is a third of the time in which an SDK
 * of Twilio begins.
 */
export async function compiledWhenCalled(script: string): Promise<Uint8Array> {
  return Buffer.from((await transform(script, { ...NAMES_STAY, minify: true })).code);
}
