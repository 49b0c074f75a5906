import type { Handler } from '../http/routes';

/** Registers a route under the workspace; any other workspace is not found. */
export type OnWorkspace = (method: 'GET' | 'POST' | 'DELETE', path: string, handler: Handler) => void;
