/** An emoji of the picker, with its name and other words that a search finds it by. */
export interface Emoji {
  emoji: string;
  name: string;
  alsoCalled: readonly string[];
}

const table = `
😀 grinning face: happy smile
😃 smiling face: happy
😄 laughing eyes: happy smile
😁 beaming face: grin
😂 tears of joy: laugh lol
🤣 rolling on the floor: laugh rofl
😊 blushing smile: happy warm
🙂 slight smile: friendly
😉 wink: joke
😍 heart eyes: love
🥰 face with hearts: love adore
😘 blowing a kiss: love
🤩 star-struck: wow amazing
😋 yum: tasty delicious
😎 sunglasses: cool
🤗 hug: welcome
🤔 thinking: hmm
😏 smirk: sly
😴 sleeping: tired night
😢 crying: sad
😭 loud crying: sad
😱 screaming: shock
😳 flushed: surprised
🥳 partying face: celebrate birthday
🥺 pleading: please
🤯 exploding head: wow
😇 halo: angel good
🙃 upside-down face: silly
🤫 shushing face: quiet secret
🫶 heart hands: love thanks
👍 thumbs up: yes good ok
👎 thumbs down: no bad
👏 clapping hands: applause bravo
🙌 raised hands: hooray celebrate
🙏 folded hands: thanks please
👋 waving hand: hello goodbye hi
🤝 handshake: deal agree
💪 strong arm: muscle power
👌 ok hand: perfect
✌️ victory: peace
🤞 crossed fingers: luck
👉 pointing right: here
👇 pointing down: below link
👆 pointing up: above
👀 eyes: look see
❤️ red heart: love
🧡 orange heart: love
💛 yellow heart: love
💚 green heart: love
💙 blue heart: love
💜 purple heart: love
🖤 black heart: love
🤍 white heart: love
💕 two hearts: love
💖 sparkling heart: love
💔 broken heart: miss you
💌 love letter: mail
✨ sparkles: new shine magic
⭐ star: review rating
🌟 glowing star: best
🔥 fire: hot sale trending
💥 boom: sale
💯 hundred: perfect score
🎉 party popper: celebrate congratulations
🎊 confetti: celebrate
🎈 balloon: birthday party
🎂 birthday cake: anniversary
🎁 gift: present offer
🎀 ribbon: present
🏆 trophy: win best
🥇 gold medal: first winner
🎯 bullseye: target goal
🎵 music note: song
📣 megaphone: news announcement
📢 loudspeaker: news announcement
🔔 bell: reminder alert
⏰ alarm clock: last chance hurry time
⏳ hourglass: running out time ends soon
⌛ hourglass done: time over
📅 calendar: date appointment
📌 pin: remember
📍 place: location store
✅ check mark: done yes
☑️ ticked box: done
❌ cross: no
❗ exclamation mark: important
❓ question mark: help
⚠️ warning: attention
🆕 new: launch
🆓 free: gift
🔝 top: best
➡️ right arrow: next
⬇️ down arrow: below
🔗 link: address url
💬 speech bubble: chat message reply
📱 mobile phone: text call
📞 telephone: call
📧 email: mail
✉️ envelope: mail letter
🛒 shopping cart: basket checkout
🛍️ shopping bags: buy store
👜 handbag: bag
🎒 backpack: bag school
👗 dress: clothes fashion
👕 t-shirt: clothes
👖 jeans: clothes trousers
👟 trainer: shoe sneaker
👠 high heel: shoe
🥾 boot: shoe hiking
🧢 cap: hat
🧣 scarf: winter
🧤 gloves: winter
🕶️ dark glasses: summer sun
💍 ring: jewellery
💎 gem: diamond jewellery
💄 lipstick: beauty make-up
💅 nail polish: beauty
🧴 lotion: skin care
🧼 soap: wash
🕯️ candle: home light
🛋️ sofa: furniture home
🏠 house: home
🛏️ bed: sleep home
🪴 potted plant: home garden
📦 parcel: package delivery order
🚚 delivery truck: shipping order
✈️ aeroplane: travel shipping
🚀 rocket: launch fast
🏷️ price tag: sale discount
💰 money bag: save
💸 flying money: save
💵 banknote: dollar cash
💳 credit card: pay
🧾 receipt: invoice order
🎟️ ticket: coupon event
🔑 key: access member
🔒 lock: secure
🎓 graduation cap: school student
☕ coffee: hot drink
🍵 tea: hot drink
🍷 wine: drink
🍺 beer: drink
🥂 clinking glasses: cheers celebrate
🍕 pizza: food
🍔 burger: food
🍰 cake: sweet dessert
🍪 biscuit: cookie sweet
🍫 chocolate: sweet
🍓 strawberry: fruit
🍋 lemon: fruit
🥑 avocado: food
🌸 blossom: spring flower
🌷 tulip: spring flower
🌹 rose: flower love
🌻 sunflower: summer
💐 bouquet: flowers
🌿 herb: green natural
🍀 four-leaf clover: luck
🍂 autumn leaves: fall
🌲 evergreen: forest winter
☀️ sun: summer weather
🌈 rainbow: pride
🌊 wave: sea beach
🏖️ beach: summer holiday
❄️ snowflake: winter cold
⛄ snowman: winter
🎄 christmas tree: xmas holiday
🎅 santa: christmas
🎃 pumpkin: halloween
👻 ghost: halloween
🐣 hatching chick: easter
🐶 dog: pet
🐱 cat: pet
🐾 paw prints: pet
👶 baby: child
🌍 earth: world planet
🌙 moon: night
`;

/** The emoji of the picker, in its order: faces, hands, hearts, then what stores write about. */
export const emojis: readonly Emoji[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [, emoji = "", name = "", words = ""] = /^(\S+) (.+): (.+)$/.exec(line) ?? [];
    return { emoji, name, alsoCalled: words.split(" ") };
  });
