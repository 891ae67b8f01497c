/** The seller's own pages of each eBay site; their orders stand under the same path everywhere. */
const ebayHosts: Readonly<Record<string, string>> = {
  EBAY_US: "www.ebay.com", EBAY_GB: "www.ebay.co.uk", EBAY_DE: "www.ebay.de", EBAY_FR: "www.ebay.fr", EBAY_IT: "www.ebay.it", EBAY_ES: "www.ebay.es", EBAY_AU: "www.ebay.com.au", EBAY_CA: "www.ebay.ca", EBAY_HK: "www.ebay.com.hk", EBAY_SG: "www.ebay.com.sg",
};
/** Where the order and the buyer's messages stand on the channel, for the seller; null where we know no such page. eBay documents no address for it: this is the one its sellers share. */
export function orderAtChannel({ account, externalId }: { readonly account: { readonly channel: string; readonly site: string }; readonly externalId: string }): string | null {
  const host = account.channel === "ebay" ? ebayHosts[account.site] : undefined;
  return host && externalId ? `https://${host}/mesh/ord/details?mode=SH&orderid=${encodeURIComponent(externalId)}` : null;
}
