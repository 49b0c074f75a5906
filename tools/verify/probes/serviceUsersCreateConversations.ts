import AccessToken, { ChatGrant } from 'twilio/lib/jwt/AccessToken';
import { connectSdk } from '../conversations-sdk';
import { defineProbe } from '../probe';
import { refusal } from '../refusal';

/** Seconds */
const TOKEN_TTL = 600;

export const serviceUsersCreateConversations = defineProbe({
  name: 'serviceUsersCreateConversations',
  async observe(rig) {
    const { values, addresses } = rig.target;
    const identity = `verification-user-${rig.run}`;
    const token = new AccessToken(values.accountSid, values.apiKey, values.apiSecret, { identity, ttl: TOKEN_TTL });
    token.addGrant(new ChatGrant({ serviceSid: values.conversationsServiceSid }));
    rig.cleanup.add(`user ${identity}`, () => rig.conversations.users(identity).remove());
    const { patience, cleanup } = rig;
    // Nobody made this user: the SDK does, with the default role of the service.
    const client = await connectSdk(token.toJwt(), { patience, cleanup, twilsock: addresses.twilsock });
    try {
      const { sid } = await client.createConversation({ friendlyName: rig.label });
      rig.remember(sid);
      return { value: true, saw: 'a user with the default service role created a conversation' };
    } catch (error) {
      return { value: false, saw: `a user with the default service role was refused with ${refusal(error, 403)}` };
    }
  },
});
