import type { Plugin } from 'esbuild';

/**
 * The Conversations SDK brings core-js along for browsers older than those that our own scripts need (`es2022`), which
 * have everything of it built in. Left out, the SDK is a quarter smaller and begins in half the time, and the objects of
 * a page that belongs to somebody else stay as they are. https://github.com/zloirock/core-js
 */
export const noOldBrowsers: Plugin = {
  name: 'no-old-browsers',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]core-js[\\/]modules[\\/](es|web)\.[\w.-]+\.js$/ }, () => ({ contents: '' }));
  },
};
