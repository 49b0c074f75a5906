import type { Twilio } from 'twilio';
import type { Environment } from '../environments/environment';
import type { DeeperAnswers } from './account-answers';
import type { Creation, Finding } from './finding';
import { syncServiceName } from './names';
import { otherEnvironment } from './other-environment';
import { CREATE, foundByName, notKnown, type Part } from './part';

const NAME = 'SYNC_SERVICE_SID';

interface Service {
  sid: string;
  uniqueName: string | null;
  friendlyName: string | null;
  aclEnabled: boolean;
  webhookUrl: string | null;
  reachabilityWebhooksEnabled: boolean;
  webhooksFromRestEnabled: boolean;
}

/** The Sync Service of the hand-off state: for servers alone, so with ACLs on, and nobody is told of changes. */
export function examineSync(client: Twilio, environment: Environment, answers: DeeperAnswers): Part {
  const { syncServices } = answers;
  if (!syncServices.ok) return { findings: [notKnown(NAME, syncServices)] };
  const { values } = environment;
  const friendlyName = syncServiceName(environment);
  const services: Service[] = syncServices.value;
  const set = values[NAME];
  const service = services.find((one) => (set ? one.sid === set : one.friendlyName === friendlyName));
  const other = service && otherEnvironment(service.friendlyName, environment, answers, syncServiceName);
  if (service && other) {
    const message = `"${service.friendlyName}" is of environment ${other}: each keeps its own chats apart`;
    return { findings: [wrong(service.sid, message, `Empty it; ${CREATE}`)] };
  }
  if (service) return examineService(client, service, set !== undefined, friendlyName);
  const create: Creation = {
    what: `The Sync Service "${friendlyName}" with ACLs`,
    make: async () => {
      const made = await client.sync.v1.services.create({ friendlyName, aclEnabled: true });
      return { [NAME]: made.sid };
    },
  };
  if (!set) {
    const message = `no Sync Service "${friendlyName}"`;
    return { findings: [{ name: NAME, state: 'missing', message, mend: CREATE, required: true }], creations: [create] };
  }
  const message = `not in account ${values.ACCOUNT_SID}: it belongs to another one, or is gone`;
  return { findings: [wrong(set, message, `Empty it; ${CREATE}`)] };
}

function examineService(client: Twilio, service: Service, isSet: boolean, friendlyName: string): Part {
  const { sid } = service;
  const title = service.friendlyName || service.uniqueName || 'unnamed';
  if (service.uniqueName === 'default') {
    const message = 'the default Sync Service, into which other applications write, too';
    return { findings: [wrong(sid, message, `Empty it; ${CREATE}`)] };
  }
  if (!service.aclEnabled) {
    const finding = wrong(
      sid,
      `"${title}" has no ACLs: a client with a SyncGrant for it reads and writes everything`,
      'Switch its ACLs on (AclEnabled).',
    );
    const switchOn: Creation = {
      what: `ACLs of the Sync Service "${title}"`,
      make: async () => {
        await client.sync.v1.services(sid).update({ aclEnabled: true });
        return { [NAME]: sid };
      },
    };
    return { findings: [finding], creations: service.friendlyName === friendlyName ? [switchOn] : [] };
  }
  const told = [
    service.webhookUrl ? ['WebhookUrl'] : [],
    service.reachabilityWebhooksEnabled ? ['ReachabilityWebhooksEnabled'] : [],
    service.webhooksFromRestEnabled ? ['WebhooksFromRestEnabled'] : [],
  ].flat();
  if (told.length > 0) {
    const message = `"${title}" tells others of changes: ${told.join(', ')}`;
    return { findings: [{ ...wrong(sid, message, 'Switch that off: nothing here needs it.'), required: false }] };
  }
  if (!isSet) return foundByName(NAME, sid, `the Sync Service "${title}", with ACLs`);
  return { findings: [{ name: NAME, state: 'found', value: sid, message: `"${title}", with ACLs`, required: true }] };
}

const wrong = (value: string, message: string, mend: string): Finding => ({
  name: NAME,
  state: 'wrong',
  value,
  message,
  mend,
  required: true,
});
