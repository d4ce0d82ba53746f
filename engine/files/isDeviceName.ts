const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Whether Windows would take a file of this name for a device, whatever its ending. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}
