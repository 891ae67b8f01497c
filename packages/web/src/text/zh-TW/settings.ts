import type { settings as english } from "../en/settings.ts";

export const settings: typeof english = {
  common: { code: "編碼", name: "名稱", state: "狀態", add: "新增", saved: "已儲存", added: (name) => `已新增 ${name}`, nothingChanged: "沒有改動", meanwhile: { other: () => "剛有別人儲存過這裡。你正在填的內容保留，其他欄位已是最新內容。", same: (fields) => `你正在改的欄位剛被別人改過：${fields}。你填的內容保留，儲存後會覆蓋對方的修改。` }, required: (field) => `缺少${/^[A-Za-z]/.test(field) ? " " : ""}${field}`, all: "全部", none: "無", active: "使用中", inactive: "停用", isDefault: "預設" },
  address: { title: "地址", name: "聯絡人", company: "公司", line1: "街道地址", line2: "街道地址第二行", city: "城市", state: "省、州", postcode: "郵遞區號", country: "國家", phone: "電話" },
  warehouses: { title: "倉庫", hint: "貨從哪裡發出，也是面單上的寄件人", add: "新增倉庫", empty: "還沒有倉庫", emptyHint: "包裹要有出貨倉庫。沒有規則指定時由預設倉庫出貨。", kind: "類型", kinds: { own: "本地倉", third_party: "海外倉" }, makeDefault: "沒有規則指定的包裹由它出貨", city: "所在地" },
  methods: {
    title: "物流方式", hint: "物流商的一種產品，以及能運什麼", add: "新增物流方式", empty: "還沒有物流方式", emptyHint: "物流方式是物流帳號下的一種產品，或自己繪製的標籤。自動規則從中選擇。", carrier: "物流帳號", noCarrier: "不用物流帳號", noCarrierHint: "由物流商回傳單號需要物流帳號；沒有就用單號池。", service: "服務", serviceHint: "物流商對這個產品的叫法", books: "下單時機", booksText: { before_stock: "配貨前（免費預報）", after_stock: "配貨後（付費面單）" }, booksShort: { before_stock: "配貨前", after_stock: "配貨後" },
    numbers: "追蹤號", numberText: { api: "物流商回傳", number_pool: "單號池", none: "無單號" }, label: "面單", labelText: { carrier: "物流商面單", own: "自己的範本" }, channelCarrier: "平台承運商", channelCarrierHint: "按平台的寫法，如 USPS", maxWeight: "最大重量（克）", countries: "國家", anywhere: "全球", anyWarehouse: "全部倉庫", warehouses: "出貨倉庫", limit: "運費超過則詢問", noLimit: "不限", active: "規則可選用",
    pool: "單號池", poolFree: (n) => `剩 ${n} 個`, poolEmpty: "沒有單號", addNumbers: "匯入單號", numbersHint: "每行一個，或用空格分隔", numbersDone: (added, known) => `新增 ${added} 個，${known} 個已存在`, badNumber: (line) => `${line} 不是單號：只能是 4 到 40 位字母和數字；帶連字元的單號，平台會拒收`, carries: "可運", limits: "限制",
  },
  rules: {
    title: "自動規則", hint: { method: "從上往下，第一條符合的生效；都不符合的包裹卡單，等人指定", warehouse: "從上往下，第一條符合的生效；都不符合的按賣場設定" }, decisions: { method: "物流方式", warehouse: "出貨倉庫" },
    when: "當", and: "且", always: "所有包裹", then: { method: "用", warehouse: "從" }, otherwise: { method: "都不符合：包裹卡單，等人指定，不猜物流方式。", warehouse: "都不符合：由預設倉庫出貨；賣場設為多倉庫時，由先滿足全部商品的倉庫出。" }, addRule: "新增規則", addCondition: "且…", chooseFact: "選擇條件", choose: "請選擇…", remove: "刪除規則", duplicate: "複製", removeCondition: "刪除條件", name: "規則名稱", unnamed: "規則", on: "啟用", off: "停用", up: "上移", down: "下移", dragHint: "拖曳排序，或按 Alt 加 ↑ ↓",
    facts: { channel: "平台", site: "站點", account: "賣場", country: "國家", postcode: "郵遞區號", currency: "幣別", amount: "訂單金額", weightG: "重量", qty: "件數", skus: "商品", requestedService: "客選物流" },
    ops: { in: "是", not_in: "不是", begins: "開頭是", not_begins: "開頭不是", contains: "包含", not_contains: "不包含", some_in: "含有任一", all_in: "全部屬於", none_in: "不含", between: "為" },
    range: { from: (a) => `不低於 ${a}`, to: (b) => `不超過 ${b}`, both: (a, b) => `在 ${a} 到 ${b} 之間`, least: "不低於", most: "不超過", open: "不限", currency: "幣別" }, or: "、",
    valuesHint: "按 Enter 保留一個值", more: (n) => ` +${n}`,
    matches: (n) => `符合 ${n}`, wins: (n) => `生效 ${n}`, window: (n) => `近 30 天 ${n} 個包裹`, unrouted: (n) => `${n} 個沒有結果`, changed: (n) => `${n} 個結果與當時不同`, preview: "按此草稿", previewActive: "規則效果", firstFive: "前五個", noMatch: "近 30 天沒有符合的包裹", loading: "統計中",
    neverBoth: (a, b) => `不會命中：沒有包裹能同時滿足「${a}」和「${b}」。刪除或修改其中一個條件。`, neverSame: (no, name) => `不會生效：符合它的包裹都先被第 ${no} 條「${name}」取走，而且去向相同。可以刪除這條。`, neverBut: (no, name) => `被第 ${no} 條「${name}」覆蓋：符合它的包裹都先走那一條，只有那一條的去向運不了時才輪到它。要讓它生效，移到那一條之前。`, moveAbove: (no) => `移到第 ${no} 條之前`, neverOff: "已停用", noTarget: "目標已不存在", targetOff: "物流方式已停用", incomplete: "還有內容沒有選擇", shadowed: "近 30 天有符合的包裹，但都被前面的規則取走。上移這條，或收窄前面的條件。",
    activate: "啟用", activateTitle: (version) => `啟用第 ${version} 版`, activateHint: "已定的結果不變，之後的包裹按新規則。", activated: (version) => `第 ${version} 版已啟用`, noChange: "近 30 天的包裹結果都不會變。", was: "原來", becomes: "變為", nobody: "沒有結果", moreChanges: (n) => `另有 ${n} 個`, discard: "放棄草稿", draft: "草稿", draftOf: (version) => `基於第 ${version} 版`, activeVersion: (version) => `第 ${version} 版`, stale: "其間有人啟用了另一版。草稿已保留，請核對差異後再啟用。", rebase: "改為基於目前版本",
    tryTitle: "用訂單試算", tryHint: "訂單號或包裹號", tryVerb: "試算", decided: (name) => `結果：${name}`, noDecision: "沒有規則生效", factsOf: "規則看到的內容", history: "歷史版本", by: "由", ruleCount: (n) => `${n} 條規則`, take: "作為草稿", look: "檢視", empty: "還沒有規則", emptyHint: "一條規則就是一句話：當包裹符合條件時，這樣出貨。",
    is: { won: "生效", off: "已停用", condition_failed: "不符合", target_unusable: "符合但運不了", came_later: "也符合，排在後面" },
    unmet: (needs, here) => `需要：${needs}；此單：${here}`, keptHere: "只儲存在這個瀏覽器裡，只有你能看到，啟用後才對所有人生效",
  },
  accounts: {
    title: "帳號", hint: "賣場、收款、物流帳號，以及是否正常", add: "綁定帳號", empty: "還沒有綁定帳號", emptyHint: "綁定賣場後訂單開始進來，綁定 PayPal 核對付款，綁定物流商下單取面單。", kinds: { shop: "賣場", payment: "收款帳號", carrier: "物流帳號" }, kind: "類型", service: "平台", site: "站點", colour: "顏色", health: "狀態", last: "最近成功", proof: "驗證程度",
    proofs: { recorded: "已用真實錄製核對", contract: "已按官方契約核對", documentation: "按文件編寫", unverified: "未驗證" },
    proofHints: { recorded: "此處沒有連線過真實服務：用真實服務的錄製報文回放核對過。", contract: "此處沒有連線過真實服務：請求和回應按官方契約核對過。", documentation: "按官方文件編寫，沒有其他核對。", unverified: "沒有核對過。" },
    feeds: { orders: "訂單", messages: "站內信", payments: "付款紀錄", tracking: "軌跡" }, feed: "資料", success: "最近成功", stopped: { signed_out: "重新授權後", paused: "恢復後" }, next: "下次", syncedTo: "已同步到", failures: (n) => `連續失敗 ${n} 次`, error: "最近錯誤", never: "從未", well: "正常",
    recount: {
      title: "對帳", now: "立即對帳", begun: "開始對帳", never: "還沒有對過帳", next: "下次：", whole: "沒有遺漏",
      hint: { shop: (at, zone) => `每天 ${at}（${zone}）重新列出最近幾天的訂單，按單號和版本逐一比對，漏單自動補抓。`, payment: (at, zone) => `每天 ${at}（${zone}）重新列出最近幾天的付款紀錄逐一比對，遺漏的自動補取。`, carrier: (at, zone) => `每天 ${at}（${zone}）檢視最近 60 天的全部軌跡，平時只查較新的包裹。` },
      days: (n) => `${n} 天`, compared: (n) => `比對 ${n} 筆`, found: (missing, outdated) => `漏 ${missing} 筆，版本落後 ${outdated} 筆，均已補抓`, news: (n) => `${n} 個包裹有新軌跡`, underWay: (n) => `對帳中，已比對 ${n} 筆`,
    },
    keptLabels: { title: "未能作廢的面單", hint: "已付費但沒有包裹使用，物流商沒有同意作廢。請到物流商網站申請退款，每筆在這裡保留 60 天。", count: (n) => `${n} 張面單未能作廢` },
    bookingRefused: { title: "拒絕下單", hint: "在再次下單成功、你點「立即同步」或重新授權之前，帳號保持授權失效：能同步資料並不說明能下單。" },
    poll: "立即同步", polled: "正在同步", pollFollows: "同步正在進行，完成後會再同步一次；若已停滯，一分鐘內重新開始", pause: "暫停", resume: "恢復", paused: "已暫停", resumed: "已恢復", reconnect: "重新授權", reconnectHint: "帳號不變，只需重新填寫金鑰；驗證通過後才替換舊的。", credentials: "授權資訊", kept: "已儲存", settings: "設定", connectVerb: "綁定", proving: "正在驗證授權資訊", baseUrl: "介面地址", baseUrlHint: "除非連線測試環境，否則不用改", connected: (name) => `已綁定 ${name}`, present: (end) => `目前 ${end}`, secretHint: "加密儲存，不再顯示",
    provenBy: "付款以什麼為準", provenByText: { channel: "平台的付款狀態", own_records: "自己的收款紀錄" }, tolerance: "容差", toleranceHint: "單位是分（最小貨幣單位）：差額不超過這個數就算金額相符", merge: "同一買家的訂單", mergeText: { ask: "提示合併", auto: "自動合併", never: "分開出貨" }, mergeWait: "等待更多訂單（分鐘）", warehousePolicy: "沒有規則時的出貨倉", warehousePolicyText: { default_warehouse: "預設倉庫，缺貨就等", several_warehouses: "多倉庫：先滿足全部商品的倉庫" }, outagePolicy: "出貨掃描時平台無回應", outagePolicyHint: "照常出貨只限 24 小時內向平台核對過的訂單，包裹紀錄會註明出貨時未能核對。", outagePolicyText: { ship: "照常出貨", wait: "等平台恢復再出" }, asks: "除金額外還核對", asksPayerAddress: "付款地址不同或未驗證", asksUnprotected: "沒有賣家保障", paymentAccount: "收款帳號", noPaymentAccount: "無",
    scopes: "賣家授權時必須包含以下權限範圍（OAuth scopes），點擊複製：",
    whence: {
      "ebay.clientId": "在 eBay Developers Program 的 Application Keys 頁面，Production 一欄的 App ID (Client ID)",
      "ebay.clientSecret": "在 eBay Developers Program 的 Application Keys 頁面，Production 一欄的 Cert ID (Client Secret)",
      "ebay.refreshToken": "在 eBay Developers Program 的 User Tokens 頁面，用賣家帳號完成 OAuth 授權後得到的 Refresh Token",
      "ebay.userName": "授權時登入的 eBay 賣場使用者名稱",
      "paypal.clientId": "在 PayPal Developer Dashboard 的 Apps & Credentials 頁面，Live 環境下應用程式的 Client ID",
      "paypal.clientSecret": "在 PayPal Developer Dashboard 的 Apps & Credentials 頁面，Live 環境下應用程式的 Secret",
      "easypost.apiKey": "在 EasyPost Dashboard 的 API Keys 頁面，Production 的金鑰",
    },
    fields: { clientId: "Client ID", clientSecret: "Client Secret", refreshToken: "Refresh Token", userName: "賣家使用者名稱", apiKey: "API Key" },
  },
  people: {
    members: "員工", looks: "買家資訊檢視紀錄", mayDo: "權限", looksHint: "遮罩的買家資訊，何時被誰檢視，哪個訂單", lookedAt: "時間", lookedBy: "員工", lookedOrder: "訂單", nobodyLooked: "還沒有人檢視過遮罩的買家資訊",
    title: "員工", hint: "誰能做什麼，修改後下一次請求生效", add: "新增員工", empty: "還沒有其他員工", email: "電子郵件", role: "角色", password: "初始密碼", passwordHint: "至少 10 個字元，當面告知，之後可修改。", newPassword: "新密碼", newPasswordHint: "留空則不變", seen: "最近登入", never: "從未", enabled: "正常", disabled: "已停用", mayEnter: "允許登入", myAccount: "我的帳號", othersEnd: "其他裝置上的登入會失效。", current: "目前密碼", changed: "已修改，其他登入已失效", change: "修改密碼", you: "我",
    does: {
      owner: "全部權限，包括帳號和員工", manager: "除授權資訊和員工外的全部", service: "訂單、審核、合併", purchaser: "檢視庫存、缺貨和訂單，買家資訊遮罩", warehouse: "揀貨、打單、出貨、入庫", picker: "領波次揀貨", packer: "打單和掃描出貨", finance: "檢視訂單和庫存，認領付款；檢視買家資訊留紀錄", readonly: "只能檢視，買家資訊遮罩",
    },
  },
};
