import path from 'node:path';
import { readFlows } from '../../studio-flows/read-flows';
import type { Environment } from '../environments/environment';
import { PROJECT_FOLDER } from '../project-folder';

/** The conversation role of visitors. */
export const VISITOR_ROLE_NAME = 'customer';
/** The queue of the site "default". */
export const QUEUE_NAME = 'Chat';
/** The flow whose SID is STUDIO_FLOW_SID. */
export const MAIN_FLOW = 'chat-to-flex';

/** Of the state of hand-offs; each environment has its own. */
export const syncServiceName = ({ domainSuffix }: Pick<Environment, 'domainSuffix'>): string =>
  domainSuffix === '' ? 'flex-handoff' : `flex-handoff-${domainSuffix}`;

/** What the flows name. */
export function namesOfFlows() {
  return readFlows(path.join(PROJECT_FOLDER, 'studio-flows')).names;
}
