import { outcome } from '../call-functions';
import { expectThat, type Scenario } from '../scenario';
import { type Chat, Visitor } from '../visitor';

/** A reload: the same chat with a new token, until it is closed. */
export const sessionRefresh: Scenario = {
  name: 'a session is refreshed, and ends with its chat',
  async run(rig, step) {
    step('a chat goes on with the token of /token');
    const visitor = await Visitor.arrive(rig);
    const { session, conversationSid, identity } = visitor.chat;
    await visitor.says('Hello');
    await visitor.hears(1);
    const refreshed = await rig.functions.post<Chat>('/token', { session });
    expectThat(refreshed.status === 200, `/token answered ${outcome(refreshed)}`);
    expectThat(refreshed.body.identity === identity, '/token gave another identity');
    await visitor.client.updateToken(refreshed.body.token);
    const reloaded = await Visitor.connect(rig, { ...refreshed.body, conversationSid });
    await reloaded.hears(1);
    step('after the end there is no token any more');
    await visitor.end();
    await visitor.seesTheEnd();
    const refused = await rig.functions.post('/token', { session });
    expectThat(refused.status === 410, `/token answered a closed chat with ${outcome(refused)}`);
  },
};
