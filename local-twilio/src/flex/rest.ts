import { badRequest } from '../http/errors';
import type { Form } from '../http/form';
import { page } from '../http/paging';
import type { Handler, RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { InteractionRequest, TaskRouterPort } from '../ports';
import type { Interactions } from './interactions';
import type { Channel } from './resources';
import { RestViews } from './rest-views';

/** flex-api.twilio.com/v1/Interactions */
export function serveRest(kernel: Kernel, interactions: Interactions, taskRouter: TaskRouterPort): void {
  const views = new RestViews(kernel, taskRouter);
  const on = (method: 'GET' | 'POST', path: string, handler: Handler) =>
    kernel.routes.on(method, 'flex-api.twilio.com', `/v1/Interactions${path}`, handler);
  const onChannel = (
    method: 'GET' | 'POST',
    path: string,
    status: number,
    answer: (channel: Channel, request: RestRequest) => unknown,
  ) =>
    on(method, `/:interactionSid/Channels/:channelSid${path}`, (request) => {
      const channel = interactions.channel(request.params.interactionSid ?? '', request.params.channelSid ?? '');
      return { status, body: answer(channel, request) };
    });

  on('POST', '', ({ form }) => {
    const request = readInteraction(form);
    const interaction = interactions.create(request, form.get('InteractionContextSid') ?? null);
    return { status: 201, body: views.interaction(interaction) };
  });
  on('GET', '/:sid', ({ params }) => ({
    status: 200,
    body: views.interaction(interactions.interaction(params.sid ?? '')),
  }));
  on('GET', '/:sid/Channels', (request) => {
    const { channel } = interactions.interaction(request.params.sid ?? '');
    return { status: 200, body: page(request, 'channels', [views.channel(channel)]) };
  });

  onChannel('GET', '', 200, (channel) => views.channel(channel));
  onChannel('POST', '', 200, (channel, { form }) => {
    const routing = form.has('Routing') ? text(object(form.json('Routing'), 'Routing').status) : undefined;
    return views.channel(interactions.updateChannel(channel, form.required('Status'), routing));
  });

  onChannel('GET', '/Invites', 200, (channel, request) =>
    page(
      request,
      'invites',
      channel.invites.map((invite) => views.invite(channel, invite)),
    ),
  );
  onChannel('POST', '/Invites', 201, (channel, { form }) => {
    form.required('Routing');
    const routing = object(form.json('Routing'), 'Routing');
    return views.invite(channel, interactions.invite(channel, object(routing.properties, 'Routing.properties')));
  });

  onChannel('GET', '/Participants', 200, (channel, request) =>
    page(
      request,
      'participants',
      channel.participants
        .filter(({ status }) => status !== 'closed')
        .map((participant) => views.participant(channel, participant)),
    ),
  );
  onChannel('POST', '/Participants', 201, (channel, { form }) => {
    form.required('MediaProperties');
    const media = object(form.json('MediaProperties'), 'MediaProperties');
    const routing = object(form.json('RoutingProperties') ?? {}, 'RoutingProperties');
    return views.participant(channel, interactions.participants.add(channel, form.required('Type'), media, routing));
  });
  onChannel('POST', '/Participants/:sid', 200, (channel, { params, form }) =>
    views.participant(channel, interactions.participants.update(channel, params.sid ?? '', form.required('Status'))),
  );

  onChannel('POST', '/Transfers', 201, (channel, request) => {
    const { type = 'cold', from, to } = jsonBody(request);
    return views.transfer(channel, interactions.transfer(channel, String(type), String(from), String(to)));
  });
  onChannel('GET', '/Transfers/:sid', 200, (channel, { params }) =>
    views.transfer(channel, interactions.transfers.get(channel, params.sid ?? '')),
  );
  onChannel('POST', '/Transfers/:sid', 200, (channel, request) => {
    if (jsonBody(request).status !== 'canceled') throw badRequest(20001, 'A transfer can only be canceled');
    return views.transfer(channel, interactions.transfers.cancel(channel, request.params.sid ?? ''));
  });
}

function readInteraction(form: Form): InteractionRequest {
  form.required('Channel');
  const channel = object(form.json('Channel'), 'Channel');
  const properties = object(channel.properties ?? {}, 'Channel.properties');
  const routing = form.has('Routing') ? object(form.json('Routing'), 'Routing') : {};
  return {
    channel: {
      type: String(channel.type),
      initiated_by: text(channel.initiated_by),
      properties: { media_channel_sid: text(properties.media_channel_sid) },
    },
    routing:
      routing.properties === undefined ? undefined : { properties: object(routing.properties, 'Routing.properties') },
  };
}

function jsonBody({ body }: RestRequest): Record<string, unknown> {
  try {
    return object(JSON.parse(body.toString('utf8')), 'The body');
  } catch {
    throw badRequest(20001, 'The body is not a JSON object');
  }
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw badRequest(20001, `${name} is not a JSON object`);
  return value as Record<string, unknown>;
}

const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
