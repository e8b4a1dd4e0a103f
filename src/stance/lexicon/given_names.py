"""First names with the gender they are given with, where Faker's locales lack them or tell another one.

South and East Asian, Persian, Caucasian and African ones above all; folded, as names are compared.
"""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import words

MALE_NAMES: Final = words("""
    abdoulaye abdulaziz abdulla abdulrahman abdurahman abdurehim abhijit abhinav abhishek abiola abiy adebayo adem
    aidar ajay akbar akhil akio akira alagie algirdas aliko alioune alpha amadou amanuel amartya amil anacleto anand
    ananda aram ardalan arief arkady armen arun asghar ashok ashraf ashwin askar aslak aslan atal atul ayodele azim
    aziz babajide babatunde bahram balaji baldev basil batyr behnam behrouz behzad bekele bela bharat bhaskar bimal
    bolat boubacar buddhadeb chandan chandra cheikh chidi chinedu chukwuma daisuke dalip daniyar dariush davit dawit
    debashish deepak desmond devendra dharam dhruv dilip dinesh dipak ditlev dzmitry ebrahim eitan ekow elbridge eldar
    emeka erlan eskil faisal farai fardin farhad farid farrukh femi feodor fergal fumio gagik ganesh gaurav gautam
    gennady ghulam giorgos girish gopal gordon govind habib hadi haile haitham hamza hari harish harpreet hassan
    hayato hayk hemant hirohito hiroki hisashi hossam hossein houssein hussein iason ibrahima ichiro idris ihor ildar
    ilham imran indrajit innokenty inuuteq irakli isamu islam ismail issa issoufou jabu jagdish jagjit jahangir jalal
    jamil janis javad javed javid jawahar jayant jean-baptiste jean-claude jean-francois jean-jacques jean-louis
    jean-loup jean-luc jean-marc jean-marie jean-michel jean-paul jean-philippe jean-pierre jean-yves jens-uwe
    jitendra jomo junichi kagiso kailash kalyan kamal kamran kanat kapil karlis karthik kartik kaveh kazuhiko kazuki
    keita keith kerem keshav ketema khaled khalid khosrow kiran kishore koichi kostas kouame krishna kuldeep kunal
    kwaku kwesi lalit laszlo levan lokesh mahendra mahesh mahfuz mamadou mandla manish manmohan manoj mansoor marat
    masaru masoud mazen mohan mohsen mukesh mukhtar munir murali musonda mykola nabil nadir nagendra narayan narendra
    naresh nasser navid navin nawaz nihad nikhil nikos nitin nobuo nurlan nursultan obinna odhiambo okello olabode
    olumide oluwaseun ottavio oumar ousmane paata padmanabh panagiotis pankaj paresh parviz plamen prabhat pradeep
    prakash pramod pranab prasad prasert prashant pratap praveen raghav raghunath rahim raimonds rajan rajat rajeev
    rajendra rajesh rajiv rajkumar rakesh ramachandra raman ramesh ramin ranjan ranjit rashad ravi ravindra rein reza
    rinat rohan rohit roozbeh rostam rustam ryo saad sachin sahr saidou saikou sailau sanjay sanjeev santosh sardar
    satish satoshi saurabh sekou shahriar shahrukh shankar sharad shekhar sherzod shigeru shinji shinzo shivraj shlomo
    shoaib shyam siddiq sindre sipho siyabonga solomon somchai sorin sotiris souleymane soumya sourav subhash sudhir
    suleiman sumit sunil surendra suresh swapan tadao taddeo tadesse takashi takeshi tanvir tariq taro tarun tendai
    tesfaye tetsuro thabo themba theophilus thiago tigran timur tomer torvald toshiro trygve tsegaye tunde uday
    ulugbek umar unai uri vahan vahid vahram varun venkat venkatesh victor vijay vikas vikram vilhelm vinay vineet
    vinod vipin vishal viswanathan vivek vuk vytautas wale wataru willem-jan yao yashwant yasuo yaw yevgeny yoav
    yogesh yoshi yoshiro yuri yusuke zafar zahid zeki ziad ziya zurab
    """)
"""Folded first names that are given to boys."""

FEMALE_NAMES: Final = words("""
    aarti abeba abena adaeze adaora adjoa adwoa afua agota ai-ling aiko aishwarya akiko akosua almaz amal aminata
    amrita anahit androulla anjana anupama anuradha aparna archana arpita aruna arundhati asha asmaa athanasia atsuko
    aviaja awa ayanda ayelet azadeh babette bhavna biljana bintou birgitta bronislawa busisiwe chandrika chitra daiva
    damini debora deepa deepika defne despina dewi dilrukshi diya djeneba dobroslawa durga efrat efthymia efua egle
    eka emoke esi esra eszter etsuko farideh farzana fatemeh fatima-zahra fatou fatoumata feride feruza fiameta folake
    fukiko fumiko fumiyo gayatri geeta geetha ghislaine gita golnar golshifteh guadalupe gulnara gulshan gyongyi
    hadiza halima hanan hanifa haruka haruko hawa hendrina hitomi hoda hodan honorine huda humaira ifrah indira
    ingvild isatou jandira jaya jayalalitha jepkosgei jolanta joumana jovita junko kadiatou kalpana kamala kaori
    karima kavita kazuko keiko ketevan khanh kimiko kiranjit komal kumari kyoko lakshmi laleh lalita latifa leila
    lindiwe linh lobar lusine maarja madhuri mahin mahnaz mahnoor malala mamta mandisa manisha mariama masako mavis
    mayumi medha meenakshi meera meghna meltem michiko milota minati mridula mukta mumtaz nalini namrata naoko nargis
    nasreen nasrin nayantara neelam neema nidhi nigar nilufar nilufer nirmala nirupama nisha nivedita njeri nobuhle
    nokuthula nomvula noriko nosipho oluchi outi padma pallavi parascovia parvati parvin perpetua pinar piyali
    pratibha preeti prerna priyanka purnima radhika rani rashmi reiko rekha renu reyhan richa ritu roswitha roza
    rukmini rumiko saba sabiha sachiko sadhana saeeda sakina salamatu salome sangeeta sanjana sarojini satoko savitri
    seema selin seyran shabana shabnam shakuntala shalini shanti sharmila sheela shefali shilpa shirin shobha shohreh
    siranush sivagami smita smriti sneha solenne sonali soraya subha suchitra sudha sujata sulochana sumiko sumitra
    sunita supriya sushila sushma sushmita swati tanuja tara taslima thandeka thandi thembeka thembi thi thuy tigist
    tomoko tsetsegmaa tuulikki uma usha vandana vasanthi vasiliki veena vidya vimala wairimu wangari wanjiku yael
    yelena yetunde yoko yoshiko yuko yumi zainab zandile zarina zeinab zhivka zohra zsuzsa
    """)
"""Folded first names that are given to girls."""

EITHER_NAMES: Final = words("nino")
"""Folded first names that are given to boys in one country and to girls in another."""
