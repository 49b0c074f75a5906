import { notFound } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { TaskRouterModel } from './model';
import type { OnWorkspace } from './on-workspace';
import { list } from './rest-list';
import type { RestViews } from './rest-views';
import { workerChannelSid } from './worker-channel';

/** /Workers/…/Channels: what one worker takes of each task channel. */
export function serveWorkerChannels(on: OnWorkspace, model: TaskRouterModel, views: RestViews): void {
  /** By SID or by the unique name of the task channel. */
  const find = ({ params, path }: RestRequest) => {
    const worker = model.get.worker(params.workerSid ?? '');
    const channel = [...model.taskChannels.values()].find((candidate) =>
      [workerChannelSid(worker, candidate), candidate.uniqueName].includes(params.sid ?? ''),
    );
    if (!channel) throw notFound(path);
    return { worker, channel };
  };

  on('GET', '/Workers/:workerSid/Channels', (request) => {
    const worker = model.get.worker(request.params.workerSid ?? '');
    const channels = [...model.taskChannels.values()];
    return list(request, 'channels', channels, (channel) => views.workerChannel(worker, channel));
  });
  on('GET', '/Workers/:workerSid/Channels/:sid', (request) => {
    const { worker, channel } = find(request);
    return { status: 200, body: views.workerChannel(worker, channel) };
  });
  on('POST', '/Workers/:workerSid/Channels/:sid', (request) => {
    const { worker, channel } = find(request);
    const { form } = request;
    model.setWorkerChannel(worker, channel, {
      ...(form.has('Capacity') && { capacity: form.number('Capacity') }),
      ...(form.has('Available') && { available: form.boolean('Available') }),
    });
    return { status: 200, body: views.workerChannel(worker, channel) };
  });
}
