import { safeStorage } from 'electron';
import type { Cipher } from './secret-store.ts';

/** The safe storage of the system. On Linux without a keyring Electron would hide secrets behind a password that everybody knows: that counts as none. */
export function systemCipher(): Cipher {
  return {
    isAvailable: () => safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (hidden) => safeStorage.decryptString(hidden),
  };
}
