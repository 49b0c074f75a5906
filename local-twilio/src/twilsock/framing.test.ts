import { decodePacket, encodePacket } from './framing';

test('a packet is a magic line, a header and a payload, with sizes in bytes', () => {
  expect(encodePacket({ method: 'x' }, 'ä').toString('utf8')).toBe(
    'TWILSOCK V3.0 31\r\n{"method":"x","payload_size":4}\r\n"ä"\r\n',
  );
});

test('a packet without payload ends after its header', () => {
  expect(encodePacket({ id: 'TM1' }).toString('utf8')).toBe('TWILSOCK V3.0 29\r\n{"id":"TM1","payload_size":0}\r\n');
});

test('what is encoded is decoded', () => {
  const packet = decodePacket(encodePacket({ id: 'TM1', payload_type: 'application/json' }, { text: '日本\r\n' }));
  expect(packet.payload).toEqual({ text: '日本\r\n' });
  expect(packet.header.id).toBe('TM1');
});

test('a payload that is no JSON stays text, and the line end after it is not needed', () => {
  const header = '{"payload_type":"application/x-www-form-urlencoded","payload_size":5}';
  const bytes = Buffer.from(`TWILSOCK V3.0 ${header.length}\r\n${header}\r\na=1&b`);
  expect(decodePacket(bytes).payload).toBe('a=1&b');
});

test.each([
  '',
  'GET / HTTP/1.1\r\n\r\n',
  'TWILSOCK V2.0 2\r\n{}\r\n',
  'TWILSOCK V3.0 2\r\n42\r\n',
  'TWILSOCK V3.0 x\r\n{}',
])('other bytes are refused: %j', (text) => expect(() => decodePacket(Buffer.from(text))).toThrow());
