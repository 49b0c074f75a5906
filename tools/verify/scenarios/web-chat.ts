import { outcome } from '../call-functions';
import { checkChatAccount } from '../check-chat-account';
import { expectThat, type Scenario } from '../scenario';
import { Visitor } from '../visitor';

interface Kept {
  token: string;
  conversationSid: string;
  identity: string;
}

/** Twilio's own web chat, with our Functions as its server. */
export const webChat: Scenario = {
  name: "Twilio's web chat (initWebchat)",
  async run(rig, step) {
    const { challenge } = rig.target.values;
    expectThat(!challenge || challenge === 'off', 'CHALLENGE is on, and this client cannot solve one: not played');
    step('/initWebchat opens a chat');
    const opened = await rig.functions.post<Kept>('/initWebchat', { formData: { friendlyName: rig.label } });
    expectThat(opened.status === 200, `/initWebchat answered ${outcome(opened)}`);
    const { token, conversationSid, identity } = opened.body;
    await checkChatAccount(rig, opened.body);
    rig.remember(conversationSid, identity);
    step('its token connects the SDK, and the flow answers');
    const visitor = await Visitor.connect(rig, { token, conversationSid, identity, session: '' });
    await visitor.says('Hello');
    await visitor.hears(1);
    step('/refreshToken gives another token');
    const refreshed = await rig.functions.post<Kept>('/refreshToken', { token });
    expectThat(refreshed.status === 200, `/refreshToken answered ${outcome(refreshed)}`);
  },
};
