import { defineOpenFunction } from '../lib/http/define-open-function';
import { buildInfo } from '../lib/version/build-info';

/** Which build is this, and which flows were there when it was made? */
export const handler = defineOpenFunction(buildInfo);
