import type { Environment } from '../environments/environment';
import type { AccountAnswers } from './account-answers';
import { isRefused } from './answer';
import type { Finding } from './finding';
import { notKnown } from './part';

const MAKE_KEY = 'Make one of type Standard (Console, Account, API keys & tokens) and put its SID and secret here.';

/** The account, its key and its Auth Token. With a problem here, nothing else can be looked at. */
export function examineCredentials(environment: Environment, answers: AccountAnswers): Finding[] {
  const refused = examineKey(environment, answers);
  if (refused) return [refused];
  return [
    examineAccount(environment, answers),
    ...examineKeyType(environment, answers),
    examineToken(environment, answers),
  ];
}

/** Why none of its requests is worth anything; undefined when Conversations let it in. */
function examineKey({ values }: Environment, { conversations, flows, key }: AccountAnswers): Finding | undefined {
  const { ACCOUNT_SID = '', TWILIO_API_KEY } = values;
  const wrong = (name: string, message: string, mend: string): Finding => ({
    name,
    state: 'wrong',
    value: name === 'AUTH_TOKEN' ? undefined : values[name],
    message,
    mend,
    required: true,
  });
  if (conversations.ok) {
    const owner = conversations.value.accountSid;
    if (owner === ACCOUNT_SID) return undefined;
    return wrong(
      'ACCOUNT_SID',
      `the key belongs to account ${owner}`,
      `Write ACCOUNT_SID=${owner}, or a key of ${ACCOUNT_SID}.`,
    );
  }
  if (!isRefused(conversations)) return notKnown('ACCOUNT_SID', conversations);
  if (!TWILIO_API_KEY) {
    return wrong('AUTH_TOKEN', `Twilio does not accept it for ${ACCOUNT_SID}`, 'Console, on the first page.');
  }
  const isRestricted = (key?.ok && key.value.policy !== null) || flows.ok;
  return isRestricted
    ? wrong('TWILIO_API_KEY', 'a Restricted key: it can neither use Conversations nor sign Access Tokens', MAKE_KEY)
    : wrong(
        'TWILIO_API_KEY',
        'Twilio does not accept it with this TWILIO_API_SECRET: deleted, another secret, or a Restricted key',
        MAKE_KEY,
      );
}

function examineAccount({ values }: Environment, { account }: AccountAnswers): Finding {
  const base = { name: 'ACCOUNT_SID', value: values.ACCOUNT_SID, required: true };
  if (!account.ok) {
    if (!isRefused(account)) return notKnown('ACCOUNT_SID', account);
    const message = 'the key belongs to it; its state cannot be seen without AUTH_TOKEN or a Main key';
    return { ...base, state: 'found', message };
  }
  const { status, friendlyName, type } = account.value;
  if (status === 'active') {
    return {
      ...base,
      state: 'found',
      message: `${friendlyName}, active${type === 'Trial' ? ', a trial account' : ''}`,
    };
  }
  return { ...base, state: 'wrong', message: `${friendlyName} is ${status}`, mend: 'Ask Twilio support.' };
}

/** Twilio tells the type of a key to a Main key and the Auth Token alone. */
function examineKeyType({ values }: Environment, { key }: AccountAnswers): Finding[] {
  if (!key) return [];
  const base = { name: 'TWILIO_API_KEY', value: values.TWILIO_API_KEY, required: true };
  if (!key.ok) {
    if (!isRefused(key)) return [notKnown('TWILIO_API_KEY', key)];
    const message = 'accepted; its type cannot be seen without AUTH_TOKEN, but Conversations let no Restricted key in';
    return [{ ...base, state: 'found', message }];
  }
  // OpenAPI iam_v1: a policy is what makes a key Restricted.
  if (key.value.policy !== null) {
    return [{ ...base, state: 'wrong', message: 'a Restricted key: it cannot sign Access Tokens', mend: MAKE_KEY }];
  }
  return [{ ...base, state: 'found', message: `${key.value.friendlyName || 'unnamed'}: accepted, not Restricted` }];
}

function examineToken({ values }: Environment, { account }: AccountAnswers): Finding {
  const base = { name: 'AUTH_TOKEN', required: false };
  if (!values.AUTH_TOKEN) {
    return {
      ...base,
      state: 'unset',
      message: 'not set: the state of the account and the type of the key stay unseen',
    };
  }
  if (account.ok) return { ...base, state: 'found', message: 'accepted; it is never deployed' };
  if (!isRefused(account)) return { ...base, state: 'found', message: 'set; it is never deployed' };
  return {
    ...base,
    state: 'wrong',
    message: `Twilio does not accept it for ${values.ACCOUNT_SID}`,
    mend: 'Console, on the first page; or leave it out.',
    required: true,
  };
}
