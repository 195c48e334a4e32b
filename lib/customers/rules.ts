/** Whether what comes over in a merge has gone to an address that is not the one which stays. */
export function isAddressLeft(former: string | null, stays: string | null): former is string {
  return former !== null && stays !== null && former !== stays;
}
