import type { VARIABLES } from '../../src/lib/config';

interface VariableText {
  what: string;
  /** What holds when it is not set; absent: it must be set. */
  otherwise?: string;
}

/** What each variable is for. Kept out of src/, since every Function would carry it along. */
export const VARIABLE_TEXTS: Readonly<Record<keyof typeof VARIABLES, VariableText>> = {
  ACCOUNT_SID: {
    what: 'The account.',
  },
  TWILIO_API_KEY: {
    what: 'Signs Access Tokens and the REST calls of the Functions.',
  },
  TWILIO_API_SECRET: {
    what: 'The secret of TWILIO_API_KEY.',
  },
  CONVERSATIONS_SERVICE_SID: {
    what: 'The Conversations Service that Flex uses.',
  },
  SYNC_SERVICE_SID: {
    what: 'A Sync Service for the hand-off state; for servers only, with ACLs on.',
  },
  STUDIO_FLOW_SID: {
    what: 'The flow that new chats enter: studio-flows/chat-to-flex.json.',
  },
  STUDIO_FLOWS: {
    what: 'Further flows, for the sites in src/sites/ that name another one.',
    otherwise: 'all chats enter STUDIO_FLOW_SID',
  },
  TASKROUTER_WORKSPACE_SID: {
    what: 'The workspace of Flex.',
  },
  TASKROUTER_QUEUE_SID: {
    what: 'The queue whose statistics tell whether somebody is there.',
  },
  TASKROUTER_WORKFLOW_SID: {
    what: 'The workflow that routes what /conversation-handoff hands over. Chats that a flow hands over do not need it.',
    otherwise: '/conversation-handoff answers 500 config_invalid',
  },
  CUSTOMER_ROLE_SID: {
    what: 'The conversation role of customers: it should only allow to send and read messages and to leave.',
    otherwise: "the Service's default conversation role, which may let a customer add others",
  },
  ALLOWED_ORIGINS: {
    what: 'Where pages with the chat are served, for the site "default". Other sites name theirs in src/sites/.',
    otherwise: "only the Functions' own domain",
  },
  SITE_ORIGINS: {
    what: 'Further origins of the other sites, such as those of a test system.',
    otherwise: 'what src/sites/ says',
  },
  TOKEN_TTL_SECONDS: {
    what: 'How long an Access Token lives. Pages refresh it by themselves.',
    otherwise: '3600',
  },
  SESSION_MAX_SECONDS: {
    what: 'How long a chat session can be refreshed at the most, counted from /conversation-create. It opens nothing once its chat is closed.',
    otherwise: '691200 (8 days: as long as a chat with a message that was left)',
  },
  SESSION_SECRETS: {
    what: 'Keys that sign sessions, newest first. To change one, put the new one in front and drop the old one after SESSION_MAX_SECONDS.',
    otherwise: 'derived from TWILIO_API_SECRET',
  },
  IDENTITY_SECRET: {
    what: 'Makes the opaque identities. A new one makes known customers strangers, so set it once, before TWILIO_API_SECRET ever changes.',
    otherwise: 'derived from TWILIO_API_SECRET',
  },
  CUSTOMER_TOKEN_SECRET: {
    what: 'Shared with the back end that signs in your customers: it signs a JWT (HS256) with sub, exp and, if wanted, name.',
    otherwise: 'no customer token with HS256 is taken',
  },
  CUSTOMER_TOKEN_ISSUERS: {
    what: 'Log-in services whose JWTs (RS256, PS256, ES256, EdDSA) say who a customer is: their iss, the aud that is ours (several with spaces between), and where their keys (JWKS) are, if not at issuer/.well-known/jwks.json.',
    otherwise: 'no customer token with a public key is taken',
  },
  CUSTOMER_TOKEN_REQUIRED: {
    what: 'Refuse chats of customers without a customer token.',
    otherwise: 'false',
  },
  SERVER_SECRETS: {
    what: 'Keys with which your servers sign their calls, newest first; any of them is taken. docs/no-sdk.md shows how.',
    otherwise: 'servers cannot call',
  },
  BRIDGE_URL: {
    what: 'Your server that is told what agents and the flow say in chats that were opened with `bridge: true`. docs/no-sdk.md',
    otherwise: 'no chat can be opened with `bridge: true`',
  },
  BRIDGE_SECRETS: {
    what: 'Keys that sign what is sent to BRIDGE_URL, newest first: the first one signs.',
    otherwise: 'no chat can be opened with `bridge: true`',
  },
  CHALLENGE: {
    what: 'What visitors of all sites have to show before a chat is made, whatever src/sites/ says: to switch it on during an attack, or off while its provider is down.',
    otherwise: 'as each site says',
  },
  TURNSTILE_SECRET: {
    what: 'Secret key of the Turnstile widget, for sites with that challenge.',
    otherwise: 'no site can ask for Turnstile',
  },
  TURNSTILE_SITE_KEY: {
    what: 'Public key of the same widget, for sites that name none as `page.challengeSiteKey`.',
    otherwise: 'as each site says',
  },
  NEW_CHATS_PER_MINUTE: {
    what: 'How many chats visitors of one site can open in a minute, whatever src/sites/ says. 0 closes them to all but signed-in customers and servers.',
    otherwise: 'limits.newChatsPerMinute of each site',
  },
  FLEX_ORIGINS: {
    what: 'Where agents work, beside https://flex.twilio.com: pages of these origins may call what agents may, pages of sites may not.',
    otherwise: 'Flex alone',
  },
  CODE_LENGTH: {
    what: 'Letters of the code with which a customer joins a video call.',
    otherwise: '8',
  },
  CODE_TTL: {
    what: 'How long such a code lets people in, in seconds. Who is in may come back until the call is over.',
    otherwise: '3600',
  },
  VIDEO_PAGE_URL: {
    what: 'The page that a join link opens; the code is put behind it as #code=….',
    otherwise: "video/index.html on the Functions' own domain",
  },
  VIDEO_ROOM_TYPE: {
    what: 'Kind of video room.',
    otherwise: 'group',
  },
  VIDEO_RECORD_BY_DEFAULT: {
    what: 'Record video calls, as soon as everybody who was let in has consented.',
    otherwise: 'false',
  },
  VIDEO_MAX_MINUTES: {
    what: 'How long one person can be in a video room without joining again; an Access Token for it lives as long.',
    otherwise: '240',
  },
  VIDEO_MAX_PARTICIPANTS: {
    what: 'How many people can be in a video room at the same time, agents included.',
    otherwise: '4',
  },
  TASKROUTER_VIDEO_WORKFLOW_SID: {
    what: 'The workflow that routes calls that were asked for without a chat before.',
    otherwise: 'TASKROUTER_WORKFLOW_SID',
  },
  RELAY_URL: {
    what: 'The relay to which /relay-twiml connects calls, as Twilio reaches it.',
    otherwise: 'callers reach an agent at once, without a bot',
  },
  RELAY_SECRET: {
    what: 'Signs the pass with which a call opens its session at the relay; the relay has the same.',
    otherwise: 'as RELAY_URL',
  },
  RELAY_RECONNECTS: {
    what: 'How often a call whose connection to the relay was lost is connected anew before an agent takes it.',
    otherwise: '2',
  },
  TASKROUTER_VOICE_WORKFLOW_SID: {
    what: 'The workflow that routes calls and callbacks that no flow sends to Flex.',
    otherwise: 'TASKROUTER_WORKFLOW_SID',
  },
  HANDOFF_NOTE_DAYS: {
    what: 'How many days the note of a bot to the agent is kept.',
    otherwise: '30',
  },
};
