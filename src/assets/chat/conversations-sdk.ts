import { ignoreLostRequests } from './lost-requests';

ignoreLostRequests();

/** A chunk of its own: esbuild gives a CommonJS package that is imported late no named exports, but this file has one. */
export { Client } from '@twilio/conversations';
