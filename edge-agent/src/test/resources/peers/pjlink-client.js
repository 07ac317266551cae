// npm pjlink as an independent controller: switches the projector on and off, and prints what it is told.
const PJLink = require('pjlink');

const [port, password] = process.argv.slice(2);
const projector = new PJLink('127.0.0.1', Number(port), password || null);
const ask = (name, ...args) =>
  new Promise((resolve, reject) =>
    projector[name](...args, (error, value) => (error ? reject(new Error(`${name}: ${error}`)) : resolve(value))));

(async () => {
  const told = {};
  told.class = await ask('getClass');
  told.name = await ask('getName');
  told.maker = await ask('getManufacturer');
  told.power = await ask('getPowerState');
  told.errors = await ask('getErrors');
  told.lamps = await ask('getLamps');
  told.input = (await ask('getInput')).code;
  told.mute = await ask('getMute');
  await ask('powerOff');
  told.off = await ask('getPowerState');
  projector.disconnect();
  console.log(JSON.stringify(told));
})().catch((error) => {
  console.log(JSON.stringify({ error: error.message }));
  projector.disconnect();
});
