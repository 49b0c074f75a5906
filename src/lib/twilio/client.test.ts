import { plainSid } from '../testing/sid';
import { twilioClient } from './client';

const credentials = { accountSid: plainSid('AC'), apiKey: plainSid('SK'), apiSecret: 'secret' };

test('README example: one client for a container, with the API key and for the account', async () => {
  const client = await twilioClient(credentials);
  expect([client.username, client.password, client.accountSid]).toEqual([plainSid('SK'), 'secret', plainSid('AC')]);
  expect(await twilioClient({ ...credentials })).toBe(client);
});

test('another secret makes another client', async () => {
  expect(await twilioClient({ ...credentials, apiSecret: 'new' })).not.toBe(await twilioClient(credentials));
});
