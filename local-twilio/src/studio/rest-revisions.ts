import { notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { Flow, FlowRevision } from './flow-store';
import { LONGEST_PAGE, revisionBody, STUDIO_HOST } from './rest-bodies';

/** https://www.twilio.com/docs/studio/rest-api/v2/flow-revision */
export function registerRevisionsRest({ routes, account }: Kernel, flowOf: (request: RestRequest) => Flow): void {
  routes.on('GET', STUDIO_HOST, '/v2/Flows/:flowSid/Revisions', (request) => {
    const flow = flowOf(request);
    const revisions = flow.revisions
      .toReversed()
      .map((revision) => ({ ...revisionBody(flow, revision, account.accountSid), definition: null }));
    return { status: 200, body: page(request, 'revisions', revisions, LONGEST_PAGE) };
  });
  routes.on('GET', STUDIO_HOST, '/v2/Flows/:flowSid/Revisions/:revision', (request) => {
    const flow = flowOf(request);
    const revision = find(flow, request.params.revision ?? '');
    if (!revision) throw notFound(request.path);
    return { status: 200, body: revisionBody(flow, revision, account.accountSid) };
  });
}

/** Throws 81021 for what is neither a number nor one of the words: https://www.twilio.com/docs/api/errors/81021 */
function find({ revisions }: Flow, wanted: string): FlowRevision | undefined {
  if (wanted === 'LatestPublished') return revisions.findLast(({ status }) => status === 'published');
  if (wanted === 'LatestRevision' || wanted === 'LatestDraft') return revisions.at(-1);
  if (!/^\d+$/.test(wanted)) {
    throw new TwilioError(400, 81021, 'Revision must be an integer, LatestPublished or LatestRevision');
  }
  return revisions.find(({ revision }) => revision === Number(wanted));
}
