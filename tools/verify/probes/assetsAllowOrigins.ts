import { defineProbe } from '../probe';

const ASSET = '/chat/client.js';

export const assetsAllowOrigins = defineProbe({
  name: 'assetsAllowOrigins',
  async observe(rig) {
    const response = await rig.functions.get(ASSET, { origin: 'https://elsewhere.example' });
    await response.arrayBuffer();
    if (response.status !== 200) return { saw: `GET ${ASSET} answered ${response.status}` };
    const allowed = response.headers.get('access-control-allow-origin');
    return allowed === null
      ? { value: false, saw: 'a GET of an Asset had no Access-Control-Allow-Origin' }
      : {
          value: true,
          saw: `a GET of an Asset had Access-Control-Allow-Origin: ${allowed === '*' ? '*' : 'an origin'}`,
        };
  },
});
