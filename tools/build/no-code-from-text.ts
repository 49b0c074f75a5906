import type { Plugin } from 'esbuild';

/**
 * twilio-video makes a function out of a text as soon as it is loaded, to import a noise filter that nobody here has
 * installed; a page whose CSP forbids `unsafe-eval` could not load the SDK at all. In its place stands what the SDK does
 * itself where nothing can be imported: the filter is refused.
 * https://github.com/twilio/twilio-video.js/blob/2.36.0/lib/util/dynamicimport.js
 */
export const noCodeFromText: Plugin = {
  name: 'no-code-from-text',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]twilio-video[\\/]\w+[\\/]util[\\/]dynamicimport\.js$/ }, () => ({
      contents: `module.exports = (module) => Promise.reject(new Error('Failed to import: ' + module));`,
    }));
  },
};
