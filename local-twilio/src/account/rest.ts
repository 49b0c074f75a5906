import { notFound } from '../http/errors';
import type { Kernel } from '../kernel';

const SUBRESOURCES = ['Keys', 'SigningKeys', 'Usage'];

/** The account itself, and its API key: api.twilio.com and iam.twilio.com. Both refuse a Standard key. */
export function registerAccountRest({ account, clock, routes }: Kernel): void {
  const since = new Date(clock.now()).toUTCString().replace('GMT', '+0000');
  const dates = { date_created: since, date_updated: since };

  // https://www.twilio.com/docs/iam/api/account
  routes.on('GET', 'api.twilio.com', '/2010-04-01/Accounts/:file', ({ params, path }) => {
    if (params.file !== `${account.accountSid}.json`) throw notFound(path);
    const uri = `/2010-04-01/Accounts/${account.accountSid}`;
    return {
      status: 200,
      body: {
        ...dates,
        sid: account.accountSid,
        auth_token: account.authToken,
        friendly_name: 'Local Twilio',
        owner_account_sid: account.accountSid,
        status: 'active',
        type: 'Full',
        subresource_uris: Object.fromEntries(SUBRESOURCES.map((name) => [snakeCase(name), `${uri}/${name}.json`])),
        uri: `${uri}.json`,
      },
    };
  });

  // https://www.twilio.com/docs/iam/api-keys/key-resource-v1
  routes.on('GET', 'iam.twilio.com', '/v1/Keys/:sid', ({ params, path }) => {
    if (params.sid !== account.apiKey) throw notFound(path);
    const policy = account.keyType === 'restricted' ? { allow: ['/twilio/studio/flows/list'] } : null;
    return { status: 200, body: { ...dates, sid: account.apiKey, friendly_name: 'Local Twilio', policy } };
  });
}

const snakeCase = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
