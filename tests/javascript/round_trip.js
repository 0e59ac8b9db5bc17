// Azure's own JavaScript client with a local vault: keys are created, listed page by page,
// used without naming a version, backed up, deleted and restored.
//
// Arguments: the folder that one version of the client is installed in, the URLs of a vault
// and of a managed HSM, and a token for everything.

const assert = require("node:assert/strict");
const { createHash } = require("node:crypto");
const { createRequire } = require("node:module");
const path = require("node:path");

const [folder, url, hsmUrl, token] = process.argv.slice(2);
const { CryptographyClient, KeyClient } = createRequire(path.join(folder, "package.json"))(
  "@azure/keyvault-keys",
);

// No vault of Azure is at 127.0.0.1.
const OPTIONS = { disableChallengeResourceVerification: true };
const PREFIX = `js-${path.basename(folder).replaceAll(".", "-")}`;

const CREDENTIAL = {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3600 * 1000 }),
};

/** A client of a key, or of the newest version if the identifier ends in none. */
function cryptography(key) {
  return new CryptographyClient(key, CREDENTIAL, OPTIONS);
}

/** What is wrapped can be unwrapped; where the key is not public, the vault does both. */
async function wraps(client, algorithm) {
  const key = Buffer.alloc(32, 7);
  const { result } = await client.wrapKey(algorithm, key);
  assert.deepEqual(Buffer.from((await client.unwrapKey(algorithm, result)).result), key);
}

async function pages(items) {
  const pages = [];
  for await (const page of items.byPage({ maxPageSize: 2 })) {
    pages.push(page);
  }
  return pages;
}

async function refused(call, statusCode, code) {
  await assert.rejects(call, (error) => {
    assert.equal(error.statusCode, statusCode);
    assert.equal(error.code, code);
    return true;
  });
}

async function main() {
  const client = new KeyClient(url, CREDENTIAL, OPTIONS);
  const names = [0, 1, 2].map((number) => `${PREFIX}-${number}`);
  const created = [];
  for (const name of names) {
    created.push(await client.createRsaKey(name, { keySize: 2048 }));
  }
  const newest = await client.createKey(names[0], "RSA", { tags: { colour: "blue" } });
  assert.notEqual(newest.id, created[0].id);
  assert.equal((await client.getKey(names[0])).id, newest.id);

  const listed = await pages(client.listPropertiesOfKeys());
  assert(listed.slice(0, -1).every((page) => page.length === 2));
  const found = listed.flat().map((key) => key.name);
  assert.deepEqual(found.filter((name) => names.includes(name)), names);
  const versions = await pages(client.listPropertiesOfKeyVersions(names[0]));
  const ids = versions.flat().map((version) => version.id);
  assert.deepEqual(ids.sort(), [created[0].id, newest.id].sort());

  const unversioned = cryptography(`${url}/keys/${names[0]}`);
  const digest = createHash("sha256").update("message").digest();
  const { result: signature, keyID } = await unversioned.sign("RS256", digest);
  assert.equal(keyID, newest.id);
  assert((await unversioned.verify("RS256", digest, signature)).result);
  await wraps(unversioned, "RSA-OAEP");
  await wraps(cryptography(newest), "RSA-OAEP");
  const hsm = new KeyClient(hsmUrl, CREDENTIAL, OPTIONS);
  await hsm.createOctKey(names[0], { hsm: true });
  await wraps(cryptography(`${hsmUrl}/keys/${names[0]}`), "A256KW");

  const backup = await client.backupKey(names[0]);
  await refused(client.restoreKeyBackup(backup), 409, "Conflict");
  await (await client.beginDeleteKey(names[0], { intervalInMs: 10 })).pollUntilDone();
  await refused(client.getKey(names[0]), 404, "KeyNotFound");
  const deleted = (await pages(client.listDeletedKeys())).flat().map((key) => key.name);
  assert(deleted.includes(names[0]));
  await client.purgeDeletedKey(names[0]);
  const restored = await client.restoreKeyBackup(backup);
  assert.equal(restored.id, newest.id);
  assert.deepEqual(restored.properties.tags, { colour: "blue" });
  assert((await unversioned.verify("RS256", digest, signature)).result);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
