/** Which model answered, as it stands beside every answer. */
export interface ModelIdentity {
  name: string;
  /** Hash of the whole file. */
  sha256: string;
  /** Version of the file's form. */
  version: number;
  appVersion: string;
  /** ISO 8601 UTC. */
  savedAt: string;
  /** Hash of the data it was made on. */
  inputSha256: string;
  /** Null where nobody signed it. */
  signature: ModelSignature | null;
}
export interface ModelSignature {
  /** SHA-256 of the public key, in hexadecimal. */
  fingerprint: string;
  /** Whether it is the key that was asked for; false where none was. */
  isTrusted: boolean;
}
