import { KeyPad } from './key-pad';
import { LocalPhone } from './local-phone';
import { PhoneTalk } from './phone-talk';

customElements.define('key-pad', KeyPad);
customElements.define('phone-talk', PhoneTalk);
customElements.define('local-phone', LocalPhone);
