import { demoOpenMost } from "@argosy/core/demo.ts";
import type { shell as english } from "../en/shell.ts";

export const shell: typeof english = {
  product: "商舶",
  company: "公司",
  nav: {
    board: "看板", orders: "訂單", parcels: "包裹", goods: "貨品", settings: "設定", allOrders: "全部訂單", allParcels: "全部包裹", stock: "庫存", moves: "庫存流水", catalogue: "商品",
    purchasing: "採購", rules: "自動規則", warehouses: "倉庫", methods: "物流方式", accounts: "帳號", people: "員工", scan: "掃描台", template: "列印範本",
    collapse: "收起", expand: "展開", main: "主選單",
    free: (n) => `${n} 個正常`, heldCount: (n) => `${n} 個卡單`, overdueCount: (n) => `${n} 個逾時`,
  },
  bar: {
    search: (buyers) => (buyers ? "搜尋單號、追蹤號、SKU、買家或指令" : "搜尋單號、追蹤號、SKU 或指令"), account: "全部帳號", language: "語言", theme: "外觀", light: "淺色", dark: "深色", system: "跟隨系統", signOut: "登出", jobs: "任務", keys: "快速鍵", demo: "模擬事件",
    live: "即時更新", out: "伺服器或資料庫沒有回應，正在重試，資料沒有遺失", back: "伺服器和資料庫已恢復，資料沒有遺失。", lost: "連線中斷，正在重連", changePassword: "我的帳號與密碼", bell: "待處理", bellCount: (stopped, all) => `共 ${all} 類事項，${stopped} 類標紅`, bellNone: "暫無需要人工處理的事項。授權失效的帳號、無法識別的報文、卡單和逾時會顯示在這裡。",
  },
  list: {
    all: "全部", free: "正常", held: "卡單", overdue: "逾時", addFilter: "篩選", clear: "清除篩選", clearOne: (name) => `清除篩選：${name}`, filterRefused: (name, value) => `篩選「${name}」不能是「${value}」`, more: "顯示更多", matching: (n) => `共 ${n} 筆`, orMore: (n) => `${n}+`,
    shown: (n, of) => `已顯示 ${n} / ${of}`, chosen: (n) => `已選 ${n} 筆`, outOfView: (n) => `其中 ${n} 筆不在目前列表`, chooseAll: (n) => `選中全部 ${n} 筆`, chosenAll: (n) => `已選中全部 ${n} 筆`, unchoose: "取消選擇",
    columns: "欄", moveUp: (name) => `上移${name}`, moveDown: (name) => `下移${name}`, columnsHint: "拖曳可排序；在表頭邊緣拖曳可調欄寬，按兩下還原。", columnsReset: "恢復預設", density: "列高", compact: "緊湊", roomy: "寬鬆", refresh: "重新整理", nothing: "暫無資料", nothingMatches: "沒有符合篩選的紀錄", nothingMatchesWhy: "還有其他紀錄，被目前篩選隱藏了。",
    failed: "列表讀取失敗", failedWhy: "資料沒有遺失，目前顯示的可能不是最新。", retry: "重試", chooseRow: "選擇此列", chooseEvery: "選擇已顯示的全部列", open: "開啟", close: "關閉", previous: "上一個", next: "下一個", loading: "載入中",
    otherVerbs: "更多", search: "在列表中搜尋", searchTravellers: (buyers) => (buyers ? "單號、姓名、信箱、電話、郵遞區號" : "單號、包裹號、追蹤號"), anyValue: "不限", typeValue: "輸入內容",
  },
  batch: {
    title: (what, n) => `${what} · ${n} 筆`, refuse: (n, of, why) => `${of} 筆中有 ${n} 筆：${why}`, allRefuse: "所選的都不能執行此操作",
    running: "執行中", done: (n) => `成功 ${n} 筆`, refused: (n) => `未成功 ${n} 筆`, retry: "重試未成功的", close: "關閉", reason: "原因", reasonNeeded: "需要填寫原因", reasonHint: "會記入時間線", run: (what, n) => `${what} ${n} 筆`, cancel: "返回",
    until: "直到", jobs: "本次登入的任務", noJobs: "還沒有任務。批次操作的逐條結果會顯示在這裡。", undo: "撤銷", failed: "任務沒有執行", tooMany: (n) => `一次最多處理 ${n} 筆，其餘的再執行一次。`, skip: (n) => `${n} 筆不會執行`,
  },
  meta: {
    copy: "複製", copyId: "點擊複製", copied: "已複製", notCopied: "瀏覽器不允許複製，請選取後手動複製", search: "搜尋", yes: "是", no: "否", none: "無", unknown: "未知", save: "儲存", edit: "修改", cancel: "返回", close: "關閉", back: "返回", more: (n) => `另 ${n} 個`, moreGoods: (n) => `+${n}`, ago: (span) => (span === "剛剛" ? span : `${span}前`), inTime: (span) => (span === "剛剛" ? "馬上" : `剩 ${span}`), ours: "平台未給出貨時限，按下單後 3 天計", late: (span) => (span === "剛剛" ? "剛逾時" : `逾時 ${span}`),
    now: "剛剛", ofField: (name, words) => `${name}：${words}`, pieces: (n) => `${n} 件`, stillWaiting: "伺服器還沒有回應，回應後頁面會自動開啟。", loadFailed: "讀取失敗", notFound: "沒有這個頁面", toBoard: "回到看板", notForRole: (role) => `此頁面不對「${role}」開放`, notForRoleWhy: "如需使用，請老闆在「員工」中調整你的角色。", yourPages: "你的頁面", zone: (zone) => `你的時區 ${zone}`, missing: "缺失", noAccess: (action) => `你的角色沒有此權限（${action}）`,
  },
  keys: {
    title: "快速鍵", search: "搜尋", palette: "指令", help: "快速鍵列表", down: "下一列", up: "上一列", choose: "選擇此列", range: "連續選擇", enter: "開啟詳情頁", peek: "在旁邊檢視", copy: "複製單號或名稱", esc: "關閉", goTo: "前往", here: "目前頁面", everywhere: "全域", then: "再按",
  },
  palette: { title: "搜尋與指令", nothing: "沒有找到", orders: "訂單", parcels: "包裹", skus: "商品", commands: "指令", hint: "輸入內容搜尋，Enter 鍵開啟", goTo: (name) => `前往${name}`, themeOf: (name) => `外觀：${name}`, languageOf: (name) => `語言：${name}` },
  entry: {
    signIn: "登入", email: "電子郵件", password: "密碼", signInVerb: "登入", welcome: "初始化商舶", intro: "系統還是空的。先建立老闆帳號，此外沒有任何預設帳號。", owner: "老闆帳號", yourName: "姓名", companyName: "公司名稱", again: "再輸入一次密碼", notSame: "兩次輸入的密碼不一致", notEmail: "電子郵件格式不對，應類似 name@example.com", missingPassword: "密碼（至少 10 個字元）", passwordHint: "至少 10 個字元",
    what: "從哪裡開始？", demo: "體驗示範公司", demoWhy: "三個 eBay 賣場、PayPal、兩個倉庫和幾百個訂單，對接的是本機模擬的平台，任何資料都不會離開這台機器。", own: "建立我的公司", ownWhy: "從空白開始：綁定帳號、建立商品，訂單就會走起來。",
    token: "初始化權杖", tokenHint: "在服務啟動時顯示的網址末尾", create: "建立並進入", creating: "正在建立，示範公司需要幾秒鐘", missing: (what) => `還缺：${what}`, demoCompany: "北風優品", slogan: "從出單到回傳追蹤號的一天",
  },
  proof: { title: "請再次輸入密碼", why: "此操作落入他人之手會造成損失，而你上次輸入密碼已超過半小時。已填寫的內容會原樣保留。", go: "繼續" },
  demo: {
    title: "模擬事件", intro: `每個按鈕都會在示範公司的外部世界裡做一件事，看它落到哪裡。頁面開啟時，每隔幾秒也會自動來新訂單；待出貨的訂單和包裹滿 ${demoOpenMost} 個時暫停。`, see: "去看看", done: "已完成",
    moved: (n) => `${n} 個包裹`, groups: { orders: "訂單", payment: "資金", messages: "買家", carrier: "物流與平台" },
    acts: {
      order: "來一個新訂單", order_with_note: "來一個帶留言的訂單", double_order: "同一買家連下兩單", unpaid_order: "來一個未付款訂單", message: "買家發來站內信", change_note: "買家修改留言", cancel: "買家取消訂單", ship_part_elsewhere: "另一倉庫出走訂單中的一件",
      paid_together: "兩張訂單一起付款", reversal: "PayPal 撤回一筆付款", carrier_timeout: "物流商扣費後逾時", revoke_token: "一個 eBay 賣場授權失效", restore_token: "恢復賣場授權", advance_tracking: "已發出的包裹各前進一步", poison_order: "來一個無法識別的訂單",
      complete_payment: "處理中的付款入帳", paid_elsewhere: "來一個付款地址不符的訂單", receive_short: "缺貨商品到貨",
    },
  },
  board: {
    title: "看板", today: "出貨", due: () => "個訂單和包裹 24 小時內到期", done: () => "個包裹近 24 小時已出", lateOf: (unit) => `${unit}已逾時`, held: "卡單", free: "正常", oldest: (span) => (span === "剛剛" ? "最早的剛到" : `最久 ${span}`), overdue: "逾時", throughput: "近 24 小時流出", accounts: "帳號", readiness: "準備工作", firstStep: "現在還不會有資料，先完成這一步：", ready: "已就緒", notReady: "待完成", nothingWaits: "空", perDay: (n) => `24 小時流出 ${n}`,
    moreAsks: (n) => `另 ${n} 項見右上角鈴鐺`, bar: (done, due, late) => `綠色：近 24 小時已出 ${done}；灰色：24 小時內到期 ${due}；紅色：已逾時 ${late}`,
    units: { payload: () => "筆資料", order: () => "單", parcel: () => "包裹" }, ordersHalf: "訂單", parcelsHalf: "包裹", lastSuccess: (span) => (span === "剛剛" ? "剛剛同步" : `${span}前同步`), never: "還沒有同步過", moreReasons: (n) => `另 ${n} 種`,
    beginning: { filling: "正在填充示範公司：首批訂單正在到達，會自動流轉。", waiting: "準備工作已完成：賣場有新訂單後會自動出現在這裡。" },
    stepsDone: (n, of) => `已完成 ${n} / ${of}`, dispensable: "視需要",
    why: { shop_account: "訂單從賣場抓取。", payment_account: "用收款紀錄核對訂單是否到款；不綁定則以平台付款狀態為準。", carrier_account: "用來物流下單，取追蹤號和面單。", warehouse: "貨從這裡發出，也是面單上的寄件人。", method: "沒有物流方式，包裹會停在「訂單規則」。", sku: "平台 SKU 配對到它，重量和申報資料也取自它。", rules: "自動選倉庫和物流，不用逐單指定。", stock: "沒有庫存，包裹會停在「配貨」。" },
    lacks: { address: "填寫倉庫地址", numbers: "匯入單號池的單號", weight: "填寫商品重量", customs: "填寫申報資料" },
    lacksWhy: { address: "面單上要有寄件人：開啟倉庫，填寫街道地址和城市。", numbers: "沒有單號，包裹會停在「物流下單」：開啟物流方式，匯入單號。", weight: "規則和運費要看重量：開啟商品，填寫重量。", customs: "出境要申報：開啟商品，填寫英文申報品名和申報價值。" },
    what: { shop_account: "綁定賣場", payment_account: "綁定收款帳號", carrier_account: "綁定物流帳號", warehouse: "新增倉庫", method: "新增物流方式", sku: "建立商品", rules: "編寫自動規則", stock: "入庫" },
  },
  statuses: { connected: "正常", silent: "背景未抓取", degraded: "異常", signed_out: "授權失效", paused: "已暫停" },
  roles: { owner: "老闆", manager: "主管", service: "客服", purchaser: "採購", warehouse: "倉庫主管", picker: "揀貨員", packer: "打包員", finance: "財務", readonly: "唯讀" },
};
