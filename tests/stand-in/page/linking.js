/** What a page without a session offers: the parts of a QR code, or a code to be typed on the phone. */
import { post } from './line.js';

const bytes = (first) => Uint8Array.from({ length: 32 }, (_, at) => (first + at) % 256);

export const Base64 = {
  encodeB64: (data) => btoa(String.fromCharCode(...new Uint8Array(data))),
};

export const Registration = {
  DEVICE_PLATFORM: 1,
};

export const SignalStore = {
  waSignalStore: {
    getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: bytes(1) } }),
  },
};

export const InfoStore = {
  waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: bytes(101) } }) },
};

export const MultiDevice = {
  getADVSecretKey: () => Base64.encodeB64(bytes(201)),
};

let byCode = false;

export const AltLinking = {
  setPairingType(type) {
    byCode = type === 'ALT_DEVICE_LINKING';
  },
  async initializeAltDeviceLinking() {
    byCode = true;
  },
  async initializeQRLinking() {
    byCode = false;
  },
  /** Answers the code that the person types on the phone with this number. */
  async startAltLinkingFlow(phone) {
    if (!byCode) {
      throw new Error('startAltLinkingFlow: not linking by code');
    }
    const { code } = await post('pair', { phone });
    return code;
  },
};
