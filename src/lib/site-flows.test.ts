import { flowSidOf, sitesWithoutFlow } from './site-flows';
import { configuration } from './testing/configuration';
import { plainSid } from './testing/sid';

const config = configuration({
  STUDIO_FLOW_SID: plainSid('FW', 1),
  STUDIO_FLOWS: `outlet-to-flex=${plainSid('FW', 2)}, survey=${plainSid('FW', 3)}`,
});
const main = { name: 'default', flow: 'chat-to-flex' };
const outlet = { name: 'outlet', flow: 'outlet-to-flex' };

test('README example: each site has its flow', () => {
  expect([flowSidOf(config, main), flowSidOf(config, outlet)]).toEqual([plainSid('FW', 1), plainSid('FW', 2)]);
  expect(sitesWithoutFlow(config.STUDIO_FLOWS, [main, outlet])).toEqual([]);
});

test('a site whose flow has no SID is named, and how to mend it', () => {
  const message = 'STUDIO_FLOWS has no SID for the flow gone of the site brand (gone=FW…).';
  const brand = { name: 'brand', flow: 'gone' };
  expect(sitesWithoutFlow(config.STUDIO_FLOWS, [main, brand, outlet])).toEqual([message]);
  expect(() => flowSidOf(config, brand)).toThrow(message);
});

test('another flow under the name of the main one changes nothing', () => {
  const flows = {
    ...config,
    STUDIO_FLOWS: configuration({ STUDIO_FLOWS: `chat-to-flex=${plainSid('FW', 9)}` }).STUDIO_FLOWS,
  };
  expect(flowSidOf(flows, main)).toBe(plainSid('FW', 1));
});
