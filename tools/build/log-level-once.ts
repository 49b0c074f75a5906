import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Put behind the module, whose `module.exports` has `getLogger`. */
const ONCE = `
  const { getLogger } = module.exports;
  const levels = new Map();
  module.exports.getLogger = (name) => {
    const logger = getLogger(name);
    if (levels.has(logger)) return logger;
    const { setDefaultLevel } = logger;
    levels.set(logger, undefined);
    logger.setDefaultLevel = (level) => {
      if (levels.get(logger) === level) return;
      levels.set(logger, level);
      setDefaultLevel(level);
    };
    return logger;
  };
`;

/**
 * With each line that it may log, twilio-video sets the default level again, and so reads the page's storage and cookies
 * whether another level is kept there: hundreds of times while somebody joins. It does so once for each level.
 * https://github.com/twilio/twilio-video.js/blob/2.36.0/lib/util/log.js
 */
export const logLevelOnce: Plugin = {
  name: 'log-level-once',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]twilio-video[\\/]\w+[\\/]vendor[\\/]loglevel\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*/, '') + ONCE,
    }));
  },
};
