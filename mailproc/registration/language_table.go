package registration

// languages is the table; a further language is a further row. The order does not matter.
var languages = []language{
	{
		code:  "en",
		draft: "draft test testing just_testing just_a_test this_is_a_test",
		later: "next_year next_time another_year another_time some_other_time the_following_year",
		assent: "approval permission authorisation authorization clearance consent agreement go_ahead green_light " +
			"nod sign_off approvals permit",
		await: "first_need need_first must_first have_to_first must_obtain must_get have_to_obtain have_to_get still_need still_require still_awaiting still_waiting awaiting waiting_for await subject_to pending depends_on depending_on " +
			"needs needing requires waiting awaiting_the have_to_have",
		retract: "disregard_what ignore_what forget_what will_not_see_me won_t_see_me not_be_seeing_me not_as_my_answer not_as_my_reply do_not_consider_this do_not_consider_the_above disregard_the_above ignore_the_above disregard_my_reply forget_it forget_that forget_this forget_about_it so_forget please_forget forget_my forget_what forget_me scratch_that scratch_this strike_that " +
			"never_mind nevermind on_second_thought on_second_thoughts on_reflection no_wait wait_no oh_no oh_wait hang_on hold_on oops ooops whoops actually_no " +
			"actually_not well_no rather_not_attend rather_not_come rather_not_join rather_not_take_part rather_not_participate rather_not_be rather_not_after_all better_not cross_me_out cross_me_off erase_that erase_this erase_my delete_this delete_that delete_it delete_my_message " +
			"delete_my_mail delete_my_e_mail ignore_this ignore_that ignore_it disregard_this disregard_that disregard_it take_it_back take_that_back wrong_meeting " +
			"wrong_event wrong_mail wrong_e_mail wrong_email wrong_thread wrong_person wrong_recipient wrong_invitation another_meeting_in_mind not_after_all " +
			"won_t_work won_t_be_possible not_going_to_be_possible not_possible_after_all i_misread i_misunderstood i_was_mistaken spoke_too_soon " +
			"answered_too_quickly replied_too_quickly too_hasty comes_to_nothing does_not_count doesn_t_count treat_this_as_cancelled consider_it_cancelled " +
			"not_coming_after_all out_after_all have_to_pass don_t_count_me do_not_count_me count_me_out strike_me_off " +
			"scrap_that scrap_this",
		words: "the and of to for you your we our us are am be have has had will would can could should is was were this that with from at as by on it please thank thanks dear " +
			"sir madam regards sincerely faithfully kind best hello hi but not an which who when there their if or also been my me do does did what meeting registration",
		not: "not never cannot can_t don_t won_t didn_t doesn_t couldn_t wouldn_t shouldn_t haven_t isn_t aren_t dont cant wont neither nor unable no_longer hardly " +
			"refuse refused decline nobody no_one by_no_means in_no_way under_no_circumstances on_no_account in_no_case no_way far_from",
		after: "not never",
		except: "both_days maybe_late maybe_a_bit_late maybe_a_little_late perhaps_late perhaps_a_little_late perhaps_a_few_minutes maybe_a_few_minutes may_be_late might_be_late may_be_a_few might_be_a_few may_be_a_bit might_be_a_bit may_join_a_bit_late i_nearly_forgot i_almost_forgot i_very_nearly_forgot nearly_forgot almost_forgot nearly_slipped almost_slipped i_d_nearly_forgotten had_nearly_forgotten had_almost_forgotten not_only not_just not_least nothing_but no_doubt cannot_wait can_t_wait even_if even_though even_when whether_or_not if_not_already not_to_mention " +
			"if_any why_not if_i_may on_second_thoughts on_second_thought take_part_of once_more once_again at_once tentative_agenda tentative_programme " +
			"tentative_program if_it_is_not_too_late hope_not if_i_understand if_i_have_understood if_i_understood if_i_am_not_mistaken if_i_read " +
			"wasn_t_sure was_not_sure weren_t_sure not_only_do that_is_why this_is_why which_is_why that_s_why " +
			"if_possible_with if_possible_in if_possible_by if_possible_please if_possible_on if_possible_through if_possible_without if_possible_via " +
			"where_possible_with where_possible_in where_possible_by where_possible_please where_possible_on where_possible_through where_possible_without " +
			"where_possible_via when_possible_with when_possible_in when_possible_by when_possible_please when_possible_on when_possible_through " +
			"when_possible_without when_possible_via in_any_case in_any_event for_this_reason for_that_reason " +
			"asked_me_to_attend asked_me_to_participate asked_me_to_join asked_me_to_represent asked_me_to_replace asked_me_to_take_part told_me_to_attend " +
			"wants_me_to_attend asked_me_to_stand",
		regret: "unfortunately regret regrettably alas sadly afraid instead_of rather_than apologies_that",
		cond: "if unless provided providing whether until once as_long_as so_long_as on_condition in_case should_the should_my should_our should_i should_we assuming " +
			"supposing only_if only_when when_my when_the depending depends as_soon_as in_the_event_of in_the_event_that should_anybody should_anyone " +
			"should_someone before_i_write before_i_can_write before_i_say before_i_can_say before_i_send before_i_answer before_i_reply before_i_confirm before_writing " +
			"before_saying before_sending before_answering before_replying before_confirming the_day_that the_day_when until_i_have until_my until_the",
		you: "you your",
		maybe: "far_from_certain far_from_sure not_certain uncertain unsure undecided unclear remains_to_be_seen maybe perhaps probably possibly tentative tentatively presumably hopefully likely not_sure unsure not_certain not_yet_sure uncertain undecided " +
			"not_decided might may_be provisionally to_be_confirmed tbc in_principle in_theory not_yet_confirmed not_yet_clear penciled pencil_me not_confirmed " +
			"hope_so i_guess i_suppose at_least_i_hope confirm_next will_confirm shall_confirm confirm_later confirm_by either provided_that providing_that " +
			"provided_the provided_my provided_we provided_i as_long_as so_long_as on_condition only_if only_when it_may_be it_might_be could_be could_well_be " +
			"for_now for_the_moment for_the_time_being too_early too_soon premature",
		strong: "stands_or_falls_with yet_to_agree yet_to_decide has_yet_to_give anything_but_certain anything_but_sure far_from_certain as_provisional provisional_until only_provisional provisional_for_now still_has_to_approve still_has_to_agree still_has_to_sign still_has_to_confirm still_needs_to_approve still_needs_to_agree still_need_to_approve has_yet_to_approve yet_to_approve must_still_approve has_to_approve_first has_not_approved has_not_yet_approved not_approved_yet wait_for_my_confirmation await_my_confirmation will_confirm_next will_confirm_later will_confirm_definitively holds_only_if valid_only_if applies_only_if only_valid_if only_holds_if only_applies_if register_me_yet not_register_me_until put_me_down_yet just_kidding just_joking only_joking only_kidding forbids_it forbids_me prevents_me does_not_allow_it does_not_allow_me not_allowed_to my_answer_is_no answer_is_no subject_to pending contingent conditional conditionally to_be_confirmed not_yet_confirmed awaiting_approval await_approval waiting_for_approval " +
			"unless_my unless_the with_reservation depends_on depending_on tentative tentatively please_treat_this_as_provisional cannot_yet_confirm " +
			"can_t_yet_confirm cannot_confirm can_not_confirm before_i_can_confirm need_…_approval need_…_permission need_…_clearance need_…_authorisation " +
			"need_…_authorization waiting_for_…_approval waiting_for_…_clearance waiting_for_…_permission awaiting_…_approval awaiting_…_clearance " +
			"awaiting_…_permission awaiting_…_authorisation requires_…_approval has_yet_to_approve have_yet_to_approve not_yet_approved " +
			"not_yet_been_approved with_one_reservation with_a_reservation with_reservations on_one_condition last_word final_say pigs_fly hell_freezes pigs_might_fly " +
			"twelfth_of_never cows_come_home just_kidding only_kidding just_joking only_joking i_m_kidding i_am_kidding i_m_joking i_am_joking would_be_a_lie be_lying " +
			"until_…_permission until_…_approval until_…_clearance " +
			"i_wish_it in_my_dreams yeah_right fat_chance easier_said let_me_first let_me_check let_me_see first_let_me must_first_check " +
			"first_have_to_check need_to_check_with have_to_check_with must_check_with need_to_ask_my have_to_ask_my must_ask_my " +
			"no_thanks no_thank_you",
		want: "hope hoping hopes want wants wish wishes wishing would_like i_d_like d_like like_to intend plan planning expect think believe guess suppose doubt " +
			"wonder wondering ask asks asked asking propose suggest suggested suggests request requested prefer insist insists demand recommend recommended " +
			"considering try trying imagine pretend agree_that assume assumes love",
		affirm: "confirm confirming confirms inform informing tell say state declare announce register notify let_you_know advise advising assure express communicate reply answer add repeat reiterate write convey note",
		ask: "can could do did does may might must shall should will would how why where when whenever whether if unless until before after once while would_that lest although though because since what " +
			"to_whom who which cannot not never and_should and_if didn_t don_t",
		qword: "is are was were will would can could do does did may might shall should what when where which who how why have has am any must need",
		say: "asked_me_to_convey asks_me_to_convey asked_me_to_pass_on asked_me_to_tell_you his_response her_response their_response his_reply her_reply his_answer her_answer convey_his convey_her convey_their relay_his relay_her transmit_his transmit_her says said writes wrote tells told answers answered replies replied states stated asks asked announces announced quotes quote quoting claims must_write " +
			"should_write to_write have_to_write need_to_write asked_to told_to required_to write_the write writing_the the_words the_word the_phrase the_sentence " +
			"the_formula words_like mentioning mention mentions containing reply_with respond_with answer_with responding_with replying_with confirm_with " +
			"write_back_with send_the sending typing type saying subject_line by_writing according_to called entitled titled headed reads thinks " +
			"believes tell_them tell_him tell_her wants_me_to asks_me_to asked_me_to instructed_me_to told_me must_i_write should_i_write do_i_write shall_i_write " +
			"do_i_have_to_write need_i_write i_must_write will_write will_say will_send will_answer will_reply will_confirm someone_who somebody_who " +
			"supposed_to_answer supposed_to_write supposed_to_reply supposed_to_say copy_and_send copy_and_paste",
		told: "i_was_to_write i_was_supposed_to_write i_was_going_to_write i_wrote i_had_written i_already_wrote i_once_wrote i_said i_had_said i_typed i_sent i_put i_answered i_replied was_told_to were_told_to am_told_to " +
			"been_told_to was_asked_to were_asked_to been_asked_to was_instructed_to was_advised_to told_me_to asked_me_to we_wrote we_sent we_translated we_said we_answered " +
			"supposed_to_answer supposed_to_write supposed_to_reply supposed_to_say",
		other: "another that_week that_day that_date those_days those_dates same_day same_days same_week same_time same_dates",
		utter: "write writes wrote writing written say says said saying send sends sent sending type types typed typing answers answered answering replies replied replying " +
			"responds responded responding to_answer to_reply to_respond to_email to_mail emails emailed emailing mailed mailing tick ticked ticking put puts putting " +
			"enter entered entering shout* utter* mentions mentioned quoted quoting copied copying paste* dictate* translated translating " +
			"insert inserted inserting include indicate",
		article: "the my your our",
		when:    "time week day days year month moment first undersigned next last afternoon morning rest whole entire march monday tuesday",
		favour:  "pay send give remind call get let lend find move change book promise convince wait cover buy bring tell show make add",
		lead: "with on in at by for from of to after before since as despite regardless without hereby herewith so therefore this these today now yes gladly happily " +
			"certainly sure surely definitely naturally then and but or because given having following further pursuant upon due thanks thank dear hello hi good morning " +
			"sir madam ok okay please once again both all being together just again indeed absolutely though although while also too one last only finally great " +
			"delighted honoured here attn subject re message phrase *ing much most greetings pleased grateful thankful interested invited encouraged convinced honored many " +
			"not_only that_is_why this_is_why which_is_why that_s_why",
		mind:   "i we hereby herewith herein my_answer my_reply here_is here_are here_it this_is_to",
		wished: "as according accordance following requested instructed per therefore thus accordingly so pursuant you_asked_for you_ask_for you_requested you_request",
		det:    "the your this these his her their an a with of about by through containing like mere word words phrase formula my no",
		means: "means mean is_what is_that is_it is_the is_to is_not is_enough oblige obliges must should would_mean or_not stands refers does_not isn_t as_you_wrote " +
			"was_the said says he she is was were isn wasn does did has had sounds seems looks makes made comes came appears works reads remains stays",
		astray: "mail_…_arrived mail_…_lost mail_…_reached mail_…_received mail_…_astray message_…_arrived message_…_reached message_…_received message_…_lost email_…_arrived email_…_reached email_…_lost email_…_received reply_…_arrived reply_…_reached letter_…_arrived got_my_…_mail received_my_…_mail got_my_…_email received_my_…_email got_my_…_message received_my_…_message received_my_reply",
		need:   "need require want wish anything questions question needed necessary required desired further additional more_information like_more prefer_another convenient appropriate missing unclear problems problem interested",
		quoth: "says said writes wrote replied answered according or_not stands reads " +
			"yes_no yes_or_no y_n the_campaign a_campaign campaign slogan",
		label: "the my your required requested phrase words word mention message formula sentence subject statement answer reply response text key yours wording expression formulation",
		nay:   "no nope",
		unreal: "would_…_write would_…_say would_…_answer i_ticked i_clicked i_had_ticked would_have could_have should_have had_written had_said i_d_say i_would_say " +
			"would_write would_say might_have almost_wrote nearly_wrote had_the_…_been had_my_…_been had_it_been had_i_known had_i_been had_there_been i_nearly i_almost",
		tag:   "is_that_right is_that_correct is_this_right is_this_correct is_that_ok is_that_okay is_that_enough is_that_so is_this_enough right correct don_t_i isn_t_it am_i_right yes_or_no",
		joint: "which_is_why for_which_reason that_is_why for_this_reason consequently accordingly thus but and so however therefore because though although yet then while whereas hence or",
		that:  "that",
		in:    "in at",
		event: "meeting event conference webinar session sessions summit workshop seminar forum consultation discussion discussions debate debates programme program " +
			"work works proceedings days day both afternoon virtual online high level zoom gathering dialogue panel panels colloquium symposium it this that these " +
			"your person capacity name person full english french spanish arabic march first second 1st 2nd 3rd 2 3 1 zero tolerance all two alliance capacity call " +
			"exchange morning afternoons place stead initiative activity activities action",
		habit: "usually regularly often every_year each_year every_week every_month sometimes always normally generally currently this_week this_month rarely occasionally " +
			"annually weekly these_days every_day i_take_part_of",
		cancel: "i_…_cancel we_…_cancel please_cancel cancel_my please_disregard please_ignore disregard_the disregard_my ignore_the_above ignore_my changed_my_mind " +
			"can_no_longer no_longer_able i_…_cannot_come i_…_cannot_attend i_…_cannot_join i_…_can_t_come i_…_can_t_attend i_…_can_t_join i_…_not_be_able " +
			"i_…_won_t_be_able i_…_not_able_to i_…_unable_to_attend i_…_unable_to_come i_…_unable_to_join i_…_cannot_make_it i_…_can_t_make_it i_…_won_t_make_it " +
			"i_…_not_attend i_…_not_come i_…_won_t_come i_…_won_t_attend i_…_cannot_be_there i_…_can_t_be_there i_…_not_be_there i_…_cannot_take_part " +
			"i_…_can_t_take_part i_…_not_take_part i_…_have_to_withdraw i_…_must_withdraw i_…_need_to_withdraw i_…_want_to_withdraw i_…_wish_to_withdraw " +
			"i_…_have_to_decline i_…_must_decline i_…_not_coming we_…_cannot_come we_…_cannot_attend we_…_cannot_join we_…_can_t_come we_…_can_t_attend " +
			"we_…_can_t_join we_…_not_be_able we_…_won_t_be_able we_…_not_able_to we_…_unable_to_attend we_…_unable_to_come we_…_unable_to_join we_…_cannot_make_it " +
			"we_…_can_t_make_it we_…_won_t_make_it we_…_not_attend we_…_not_come we_…_won_t_come we_…_won_t_attend we_…_cannot_be_there we_…_can_t_be_there " +
			"we_…_not_be_there we_…_cannot_take_part we_…_can_t_take_part we_…_not_take_part we_…_have_to_withdraw we_…_must_withdraw we_…_need_to_withdraw " +
			"we_…_want_to_withdraw we_…_wish_to_withdraw we_…_have_to_decline we_…_must_decline we_…_not_coming sorry_cannot_attend sorry_can_t_attend " +
			"sorry_cannot_come sorry_can_t_come cannot_come_after_all cannot_attend_after_all remove_my_name take_me_off do_not_register don_t_register " +
			"not_register_me unable_to_attend_after_all i_…_have_to_pass i_…_must_pass i_…_take_no_part delete_my_address delete_my_email remove_me_from by_mistake " +
			"in_error as_void as_null not_from_me not_sent_by_me was_a_mistake",
		less: "last_year the_last_time last_time camera cameras microphone webcam video screen day days session sessions panel afternoon morning first second third 1 2 3 2nd 3rd person physically dinner reception colleague colleagues she he they " +
			"minister deputy director entire whole full speak earlier late beginning end paris previous december november january february newsletter other room " +
			"hotel early before until if last_year last_time last_month assistant staff team office",
		come: "attend attending come coming join joining participating be be_present be_there participate travel make present reach accept",
		variant: "i_…_take_part we_…_take_part i_…_taking_part we_…_taking_part my_…_take_part our_…_take_part me_…_take_part us_…_take_part " +
			"would_like_to_take_part wish_to_take_part wishes_to_take_part i_participate we_participate i_…_participate we_…_participate i_…_participating " +
			"we_…_participating would_like_to_participate wish_to_participate wishes_to_participate i_take_a_part i_take_my_part i_take_parts " +
			"count_me_in_to take_part_i i_will_be_taking_part happy_to_take_part glad_to_take_part pleased_to_take_part honoured_to_take_part " +
			"delighted_to_take_part able_to_take_part interested_in_taking_part interested_to_take_part love_to_take_part possible_to_take_part how_to_take_part " +
			"how_do_we_take_part would_be_taking_part take_no_part takes_no_part",
		elided: "will_take_part will_participate will_be_taking_part will_gladly_take_part will_certainly_take_part will_surely_take_part will_of_course_take_part",
		mate:   "colonel major captain colleague colleagues deputy assistant director minister partner boss team delegation mr mrs ms dr wife husband both",
		too:    "also too as_well likewise",
		joins:  "connects connect connecting be_present be_there reserve seat register registering enrol enroll attend come join comes joins attends attending coming joining participate participates participating take_part takes_part",
		along:  "take_part_instead_of_me participate_instead_of_me come_instead_of_me join_instead_of_me attend_in_place_of_me participate_in_my_stead take_part_in_my_stead attend_in_my_stead sitting_beside_me sit_beside_me sits_beside_me sitting_next_to_me sit_next_to_me sits_next_to_me same_screen attend_instead_of_me will_replace_me replaces_me in_my_place joined_by accompanied_by comes_with_me come_with_me coming_with_me joins_me joining_me two_of_us_in two_of_us_at there_will_be_two we_are_two we_will_be_two we_are_three we_will_be_three",
		others: "so_will so_is two_members two_people two_persons three_people three_members three_colleagues comes_with_me coming_with_me will_come_with_me joins_me joining_me will_join_me goes_with_me bringing_my_colleague so_does so_do as_does as_do together_with along_with accompanied_by and_my_colleague and_my_deputy and_my_assistant and_my_director and_two_colleagues with_my_colleague with_a_colleague with_two_colleagues as_well_as_my as_well_as_our for_myself_and for_me_and me_and_my also_takes_part takes_part_too",
		alone:  "take_part taking_part to_take_part part_taken takes_part",
		inf:    "take_part taking_part participate participating",
		bye:    "i_…_withdraw we_…_withdraw i_…_withdrawing we_…_withdrawing withdraw_my cancel_my cancel_our cancel_the_registration withdraw_from withdrawing_from withdrawing_my my_withdrawal remove_me_from_the_list unregister_me deregister_me delete_my_registration",
		intent: "register_me register_my register_us sign_me_up sign_us_up count_me_in count_us_in confirm_my_participation confirm_my_attendance confirm_our_participation confirm_our_attendance confirm_participation confirm_attendance confirm_the_participation " +
			"confirm_the_attendance confirm_my_presence confirming_my_participation confirming_my_attendance i_will_attend we_will_attend i_ll_attend we_ll_attend i_will_be_attending we_will_be_attending i_would_like_to_attend i_d_like_to_attend we_would_like_to_attend " +
			"i_would_like_to_register i_d_like_to_register we_would_like_to_register i_want_to_register i_wish_to_register i_wish_to_attend i_will_join i_ll_join i_am_registering i_register i_accept_the_invitation we_accept_the_invitation " +
			"accept_your_invitation accept_your_kind_invitation accept_the_kind_invitation i_will_be_there i_ll_be_there my_registration add_me_to_the_list put_me_down",
		notVar: "you your who which that countries took",
		thanks: "thank thanks you very much so many kindly great perfect wonderful received well noted with best kind warm regards greetings cheers sincerely yours ok okay dear all team the for your my i am and agenda programme information message reply confirmation " +
			"quick prompt response answer it is a lot again looking forward to see seeing meeting hello hi good morning afternoon day evening excellent sir madam organisers organizers colleagues of on in have nice weekend detailed clear everything got this mail email documents we are us",
	},
	{
		code:  "fr",
		draft: "brouillon projet_de_réponse projet_de_mail test essai ceci_est_un_test simple_test",
		later: "l_an_prochain l_année_prochaine la_prochaine_fois une_prochaine_fois une_autre_fois " +
			"à_partir_de_l_année_prochaine à_partir_de_l_an_prochain",
		assent: "accord autorisation aval agrément permission feu_vert validation",
		await:  "d_abord il_me_faut me_faut j_attends attends_encore attend_encore sous_réserve_de en_attente_de",
		retract: "ne_me_verrez_pas ne_m_y_verrez pas_comme_ma_réponse oubliez_ça oubliez_cela oubliez_mon oubliez_ce oubliez_tout oubliez_moi oublie_ça oubliez_tout_ça laissez_tomber laisse_tomber laissez_ça " +
			"réflexion_faite après_réflexion à_la_réflexion tout_bien_réfléchi enfin_non ah_non euh_non oh_non non_attendez attendez_non finalement_non en_fait_non " +
			"au_temps_pour_moi autant_pour_moi oups zut ignorez_mon ignorez_ce ignorez_cela jetez_mon supprimez_ce_message supprimez_mon_message effacez_ce " +
			"effacez_mon trompé_de trompée_de me_suis_trompé me_suis_trompée je_me_trompe_de mauvaise_réunion mauvais_destinataire mauvais_message mauvaise_adresse " +
			"va_pas_être_possible ne_sera_pas_possible n_est_plus_possible ça_tombe_à_l_eau c_est_raté tout_compte_fait mal_lu répondu_trop_vite parlé_trop_vite " +
			"biffez_moi rayez_mon retirez_mon ne_compte_plus je_reviens_sur faites_comme_si " +
			"ne_me_comptez finalement_pas ne_comptez_pas_sur rayez_cela",
		words: "le la les un une des du et est sont que qui pour dans avec vous nous je ne pas sur au aux ce cette votre vos notre mon ma mes merci bonjour madame monsieur mesdames messieurs cordialement salutations veuillez " +
			"sincères bien à réunion été être avoir ai ont par il elle mais ou où si plus en d l j c n s qu suis afin cordiales agréer expression",
		not:   "ne n pas jamais ni aucun aucune aucunement nullement impossible refuse décline personne_ne loin_de",
		after: "pas plus jamais guère point",
		except: "les_deux_jours peut_être_en_retard peut_être_un_peu_en_retard peut_être_quelques_minutes peut_être_avec_un_peu failli_oublier j_ai_failli_oublier presque_oublié j_aurais_presque_oublié j_ai_presque_oublié c_est_pourquoi voilà_pourquoi raison_pour_laquelle a_demandé ont_demandé avait_demandé non_seulement pas_seulement n_hésitez ne_manquerai ne_manquerons n_hésite ne_manque même_si sans_faute si_ce_n_est si_bien si_possible s_il_vous_plaît " +
			"s_il_vous_plait s_il_y_a_lieu ni_plus_ni_moins si_souhaité pourquoi_pas aussi_si n_ai_pas_manqué ne_serait_ce ne_peux_que si_j_ai_bien si_je_comprends " +
			"si_je_ne_me_trompe il_en_soit sans_aucun_doute aucun_doute sans_nul_doute " +
			"si_possible_avec si_possible_en si_possible_par si_possible_sur si_possible_sans si_possible_dans si_possible_via si_c_est_possible_avec " +
			"si_c_est_possible_en si_c_est_possible_par si_c_est_possible_sur si_c_est_possible_sans si_c_est_possible_dans si_c_est_possible_via " +
			"en_tout_cas en_tous_cas pour_cela pour_ça pour_cette_raison quoi_qu_il " +
			"demandé_de_participer demandé_d_assister demandé_de_le_remplacer demandé_de_la_remplacer demandé_de_le_représenter demandé_de_la_représenter " +
			"demandé_de_représenter",
		regret: "malheureusement hélas regrette regrettons regret désolé désolée plutôt_que au_lieu_de",
		cond: "si s_il s_ils à_condition à_moins pourvu pour_autant dès_que dès_lors_que au_cas_où en_cas dans_la_mesure une_fois_que quand lorsque tant_que selon_que jusqu_à_ce_que sauf_si sauf_avis seulement_si uniquement_si à_supposer " +
			"avant_que avant_de avant_d_écrire avant_d_envoyer avant_de_répondre dans_le_cas le_jour_où " +
			"sitôt_que aussitôt_que",
		you: "vous votre vos",
		maybe: "peut_être éventuellement probablement sans_doute à_confirmer pas_sûr pas_sûre pas_certain pas_certaine pas_encore_sûr en_principe normalement a_priori " +
			"sauf_imprévu sauf_empêchement provisoirement sous_toute_réserve reste_à_confirmer je_l_espère espérons confirmerai confirmerons soit_…_soit je_crois " +
			"je_pense à_vérifier à_condition pourvu_que à_moins seulement_si uniquement_si il_se_peut il_se_pourrait se_peut pour_l_instant pour_le_moment trop_tôt prématuré",
		strong: "loin_d_être_certain loin_d_être_certaine loin_d_être_sûr loin_d_être_sûre à_titre_provisoire doit_encore_valider doit_encore_approuver doit_encore_accepter doit_encore_donner doit_encore_signer n_a_pas_encore_validé n_a_pas_encore_approuvé n_a_pas_encore_donné attendez_ma_confirmation ne_vaut_que_si ne_vaut_…_que_si ne_vaut_que_sous n_est_valable_que_si n_est_valable_qu_avec valable_seulement_si ne_pas_m_inscrire ne_m_inscrivez_pas je_plaisante m_en_empêche me_l_interdit ne_me_le_permet_pas ne_me_permet_pas ma_réponse_est_non réponse_est_non sous_réserve sous_condition sous_toutes_réserves à_confirmer en_attente_de_l_accord en_attente_de_la_validation en_attente_de_validation " +
			"en_attente_d_accord reste_à_confirmer dans_l_attente_de_l_accord dans_l_attente_de_la_validation conditionnée conditionnelle dépend_de dépendra " +
			"dépendant_de soumise_à_l_accord soumis_à_l_accord pas_encore_confirmé pas_encore_confirmée attends_l_accord attends_…_accord attends_…_autorisation " +
			"attends_…_validation besoin_de_l_accord besoin_de_l_autorisation besoin_…_accord_de manque_…_accord dois_…_obtenir pas_encore_…_accord une_réserve " +
			"avec_réserve le_dernier_mot une_condition poules_auront_des_dents saint_glinglin semaine_des_quatre_jeudis je_plaisante je_rigole je_blague une_blague " +
			"pour_rire serait_mentir jusqu_à_…_accord jusqu_à_…_autorisation " +
			"ce_serait_trop_beau si_seulement c_est_vite_dit laissez_moi_d_abord laissez_moi_voir laissez_moi_vérifier je_dois_d_abord il_faut_d_abord_que " +
			"dois_voir_avec dois_vérifier dois_demander_à non_merci très_peu_pour_moi",
		want: "espère espérons souhaite souhaitons souhaiterais voudrais veux voulez veut désire pense pensons crois croit croyons doute demande demandez demandent demandé propose proposez suggère exige faut faudrait préfère aimerais aimerait " +
			"imagine suppose supposons ignore voulu souhaité souhaitent veulent prétend afin_que pour_que envisage",
		affirm: "confirmer confirme informer informe dire signaler annoncer déclarer communiquer indiquer assurer faire_savoir préciser répondre inscrire vous_dire attester " +
			"réaffirmer écrire noter tiens_à tenons_à indique précise déclare annonce signale communique écris réponds assure atteste",
		ask: "si est_ce_que quand lorsque comment pourquoi où dois puis peux faut avant_que pour_que afin_que sans_que bien_que quoique parce_que puisque tandis_que dès_que ce_à_quoi laquelle lequel auquel à_laquelle à_quoi dont qui ne pas " +
			"tant_que si_jamais alors_que pendant_que auxquelles auxquels à_laquelle",
		qword: "est sont puis peut pouvez pourriez pouvons peux pourrais dois faut comment quand quel quelle quels quelles où combien qui que pourquoi y avez auriez serait existe sera",
		say: "m_a_demandé_de_vous_transmettre m_a_prié_de_vous_transmettre m_a_priée_de_vous_transmettre me_prie_de_vous_transmettre me_demande_de_vous_transmettre transmettre_sa_réponse communiquer_sa_réponse transmets_sa_réponse communique_sa_réponse sa_réponse_est sa_réponse_suivante dit dites disent écrit écrivez écrire m_écrit répond répondre répondez répondu demande demandez demandez annonce déclare indiquez indique indiquer " +
			"mentionner mentionnez mentionnant mention les_mots le_mot la_mention la_formule la_phrase l_expression l_objet intitulé en_indiquant en_écrivant " +
			"précise cite affirme affirmé doit_écrire dois_écrire faut_écrire d_écrire marquer noter_la avec_la_mention avec_les_mots " +
			"selon me_charge m_a_chargé m_a_chargée tu_dis dites_leur chargé_de_vous chargée_de_vous m_a_dit a_déclaré a_dit a_écrit a_annoncé a_affirmé a_répondu " +
			"a_confirmé ont_déclaré ont_dit ont_écrit écrira écriront dira diront répondra répondront enverra enverront confirmera écrivent répondent répondissent " +
			"annoncé déclaré je_dois_écrire je_dois_mettre je_dois_inscrire je_dois_indiquer je_dois_répondre je_dois_noter",
		told: "je_devais_écrire j_allais_écrire on_m_a_dit on_me_dit on_m_a_demandé on_me_demande on_m_a_conseillé on_m_a_prié j_ai_écrit j_avais_écrit j_ai_mis j_avais_mis j_ai_envoyé j_avais_envoyé " +
			"j_ai_répondu j_avais_répondu j_ai_dit j_avais_dit nous_avons_écrit nous_avons_envoyé nous_avons_traduit nous_avons_répondu",
		other: "un_autre une_autre d_autres ce_jour_là ces_jours_là cette_semaine_là à_cette_date à_ces_dates même_jour même_semaine mêmes_dates même_moment",
		utter: "écri* ecri* dire dis dites disent disait disant envoyer envoie envoient envoyez envoyé envoyait enverr* répondre répondez répond répondent répondu tape " +
			"taper tapez tapé cocher coche coché mettre mettez mentionnez mentionner saisir saisissez transmettre transmettez dicter dicté traduit traduire affirmer prétendre " +
			"inscrire apposer indiquer insérer noter",
		article: "le la les l mon ma mes votre vos notre nos",
		when:    "fois semaine jour jours an année mois soussigné soussignée matin après lundi mardi mars premier première moment totalité",
		favour:  "payez relancez rappelez envoyez donnez trouvez changez déplacez réservez promettez attendez prenez offrez faites ajoutez rajoutez",
		lead: "avec en à au aux par pour de du dans sur sous après avant depuis selon suite malgré sans ci oui certes volontiers aujourd maintenant donc alors cette ce ces " +
			"comme et mais ou car bonjour bonsoir merci chère cher chers mesdames messieurs madame monsieur bien naturellement évidemment sûr d c cela voici conformément " +
			"donnant étant ayant ok très ravi ravie honoré honorée enfin d'accord également aussi oui si tout toute moi veuillez objet *ant salutations reconnaissant " +
			"reconnaissante heureux heureuse invité invitée convaincu convaincue intéressé intéressée vu",
		mind: "je nous par_la_présente voici ci_après vous_dis ma_réponse moi " +
			"j",
		wished: "comme conformément selon_votre selon_vos suivant ainsi donc demandé demandée demandées demande_de_votre_part tel telle requise consacrée convenue " +
			"vous_demandiez que_vous_demandez vous_le_demandez vous_souhaitiez vous_souhaitez",
		det: "le la les votre vos ce cette un une du des avec mot mots mention formule phrase par en mentionnant son sa leur mon",
		means: "signifie veut_dire engage est_ce est_ce_que suffit suffit_il doit faut est_la est_il est_elle est_obligatoire oblige vaut ou_non dit t_il est était sont " +
			"a_été avait sonne semble serait ne fait reste figure figurait",
		astray: "mail_…_parvenu mail_…_perdu mail_…_arrivé mail_…_reçu message_…_parvenu message_…_perdu message_…_arrivé message_…_reçu courriel_…_parvenu courriel_…_perdu courriel_…_arrivé reçu_mon_…_mail reçu_mon_…_message reçu_mon_…_courriel",
		need:   "besoin nécessaire souhaitez désirez voulez question questions requis utile manque préférez complémentaires informations renseignements souci problème",
		quoth: "dit écrit a_dit répond déclare selon d_après ou_non figure figurait " +
			"oui_non oui_ou_non la_campagne campagne encore_un slogan",
		label:  "la le ma votre phrase mention formule mots message objet réponse expression texte requise demandée tournure libellé",
		nay:    "non",
		unreal: "aimerais_…_écrire aimerais_…_dire j_ai_coché aurais aurions aurait avais_écrit écrirais dirais j_ai_failli failli j_ai_presque",
		tag:    "est_ce_exact est_ce_bien est_ce_correct n_est_ce_pas c_est_bien_ça c_est_bien_cela c_est_ça exact non",
		joint:  "c_est_pourquoi voilà_pourquoi raison_pour_laquelle motif_pour_lequel de_sorte_que si_bien_que aussi_bien mais et donc or car cependant toutefois néanmoins pourtant alors puisque ou ainsi",
		that:   "que qu",
		in:     "à au aux dans en",
		event: "réunion réunions rencontre conférence événement évènement webinaire séance séances session sessions journée journées travaux débats débat colloque " +
			"atelier sommet forum séminaire visioconférence échanges échange dialogue titre qualité cette ces ce cet votre vos ladite susdite personne distance nom " +
			"deux 2 3 mars premier première tolérance zéro alliance consultation concertation haut niveau ligne plein jour jours tout toute toutes table virtuelle " +
			"initiative invitation place activité plénière panels tables ateliers",
		habit: "habituellement régulièrement souvent chaque_année tous_les_ans chaque_mois chaque_semaine parfois toujours cette_semaine ce_mois actuellement en_ce_moment généralement depuis ces_jours",
		cancel: "annule annuler annulez annulation ne_pourrai ne_pourrons ne_pourrais ne_peux_plus ne_pouvons_plus ne_peux_pas_venir ne_viendrai ne_viens_pas ne_viens_plus ne_serai_pas ne_participerai ne_participe je_renonce me_désiste désister changé_d_avis " +
			"ne_tenez_pas_compte ne_pas_tenir_compte dois_renoncer dois_décliner finalement_pas empêché empêchée m_excuser ne_plus_participer décline retirez_moi " +
			"désinscrivez_moi supprimez_moi rayez_moi enlevez_moi ôtez_moi effacez_moi supprimez_mon_adresse n_en_tenez_pas ne_pas_en_tenir par_erreur nul_et_non était_une_erreur",
		less: "l_an_dernier l_année_dernière l_an_passé la_dernière_fois excuser_si excuser_pour excuser_du excuser_de_mon excuser_de_ma caméra micro microphone vidéo webcam écran jour journée séance session après matin matinée première deuxième seconde premier second 1 2 3 présentiel physiquement place collègue collègues " +
			"ministre il elle directeur directrice intégralité début fin parole paris avant précédent précédente lettre dîner heures totalité an_dernier " +
			"année_dernière l_an assistante assistant adjoint adjointe équipe",
		come: "venir assister être participer rejoindre déplacer joindre accepter présent présente répondre",
		variant: "nous_participons je_participerai je_participerais nous_participerons nous_participerions je_…_participer nous_…_participer j_…_participer " +
			"souhaite_participer souhaitons_participer souhaiterais_participer voudrais_participer désire_participer aimerais_participer on_participe " +
			"on_participera va_participer vais_participer participerai participerons participera participera_à compte_participer puis_je_participer " +
			"peut_on_participer pouvoir_participer je_ne_participe je_n_y_participe j_y_participe j_y_participerai nous_y_participerons nous_ne_participons " +
			"ne_participe_pas je_prends_part nous_prenons_part je_prendrai_part nous_prendrons_part je_…_prendre_part nous_…_prendre_part je_…_participe " +
			"ravi_de_participer ravie_de_participer heureux_de_participer heureuse_de_participer plaisir_de_participer participé_je participe_je participons " +
			"moi_qui_participe",
		too:    "aussi également",
		joins:  "connectera connecte réserver réservez accès inscrire inscrivez enregistrer enregistrez participera participe viendra assistera participer venir assister présente présent une_place",
		mate:   "colonel commandant monsieur madame collègue collègues adjoint adjointe assistant assistante directeur directrice ministre équipe délégation épouse mari",
		along:  "au_lieu_de_moi à_mes_côtés à_côté_de_moi me_remplace me_remplacera à_ma_place accompagné_de accompagnée_de accompagné_par accompagnée_par accompagné_d accompagnée_d m_accompagnera m_accompagne m_accompagneront m_accompagnent vient_avec_moi viendra_avec_moi serons_deux serons_trois sommes_deux sommes_trois",
		others: "et_mon_adjoint et_mon_adjointe et_mon_assistant et_mon_assistante et_mon_directeur et_ma_directrice deux_membres deux_personnes deux_collègues trois_collègues trois_personnes vient_avec_moi viendra_avec_moi viennent_avec_moi m_accompagne m_accompagnera m_accompagnent ainsi_que_mon ainsi_que_ma ainsi_que_mes accompagné_de accompagnée_de avec_mon_collègue avec_ma_collègue avec_mes_collègues avec_un_collègue avec_une_collègue et_mon_collègue et_ma_collègue et_mes_collègues de_même_que_mon de_même_que_ma participe_aussi participe_également",
		alone:  "participe participé participer participons je_participé",
		inf:    "participer prendre_part",
		bye:    "je_…_retirer me_retirer nous_…_retirons nous_nous_retirons nous_retirer je_me_désiste nous_nous_désistons me_désister annuler_mon annuler_ma annulez_mon annulez_ma annuler_notre je_retire_ma je_retire_mon retire_mon_inscription retire_ma_participation désinscrire désinscrivez retirez_moi retirez_mon me_retirerai je_me_suis_retiré mon_désistement mon_retrait je_ne_me_retire me_retire",
		intent: "confirme_ma_participation confirmer_ma_participation confirme_notre_participation confirmons_notre_participation confirmer_notre_participation confirmer_la_participation confirme_la_participation confirme_ma_présence confirmer_ma_présence confirmons_notre_présence confirmer_notre_présence inscrivez_moi m_inscrire nous_inscrire je_m_inscris " +
			"j_assisterai nous_assisterons je_souhaite_assister je_serai_présent je_serai_présente nous_serons_présents je_serai_des_vôtres j_y_serai mon_inscription notre_inscription accepte_votre_invitation acceptons_votre_invitation accepte_l_invitation acceptons_l_invitation vouloir_m_inscrire de_m_inscrire veuillez_m_inscrire sa_participation",
		notVar: "vous qui",
		thanks: "merci beaucoup bien reçu pris_note note parfait très grand mille remercie remercions vous je nous pour votre vos le la les l de du et à bonjour madame monsieur cordialement salutations cordiales bien reçue réponse message ordre jour agenda programme informations information ces cette rapide retour " +
			"bonne journée soirée chers chère collègues au plaisir d accord c est noté excellente en meilleures respectueuses sincères mes confirmation détaillé envoi toute équipe mesdames messieurs",
	},
	{
		code:   "es",
		draft:  "borrador prueba mensaje_de_prueba esto_es_una_prueba test",
		later:  "el_próximo_año el_año_próximo el_año_que_viene la_próxima_vez otra_vez_será otro_año",
		assent: "autorización aprobación permiso visto_bueno consentimiento",
		await:  "antes_necesito primero_necesito necesito_antes necesito_primero espero falta me_falta sujeto_a sujeta_a pendiente_de",
		retract: "no_me_verán no_me_verá no_como_mi_respuesta no_lo_tomen_como olvídenlo olvídelo olvídense olvídese olvidadlo olvida_lo olviden_mi olvide_mi olviden_lo olvide_lo pensándolo_bien pensándolo_mejor mejor_no_me mejor_no_voy mejor_no_participo mejor_no_cuenten mejor_no_cuente bueno_no " +
			"ay_no uy_no ah_no no_esperen esperen_no al_final_no a_fin_de_cuentas_no uy ups perdón_me me_equivoqué me_he_equivocado me_confundí me_he_confundido " +
			"equivocado_de equivocada_de reunión_equivocada borren_mi borre_mi borren_este borre_este borren_esto elimínenlo eliminen_este eliminen_mi_mensaje " +
			"ignoren_mi ignore_mi ignoren_este ignore_este ignórenlo ignórelo hagan_como_si descarten_mi anúlenlo táchenme tachen_mi no_va_a_ser_posible " +
			"no_será_posible no_me_será_posible no_podrá_ser no_va_a_poder_ser leí_mal respondí_demasiado retiro_lo_dicho me_retracto quede_sin_efecto " +
			"dejen_sin_efecto no_cuenten_conmigo no_cuente_conmigo no_me_cuenten",
		words: "el la los las un una y es que de para por con en su sus se al del lo les me nos este esta estimados estimado estimada señor señora señores saludos " +
			"cordial atentamente gracias reunión no está son como más pero muy o mi agradezco invitación buenos días tardes hola saludo usted ustedes desde le ha " +
			"han fue ser sobre también nuestro nuestra quedo puede tener era sería eso esto él ella esa ese hasta cuando hay",
		signs: "ñ¿¡",
		not: "no nunca jamás tampoco ni ningún ninguna imposible rechazo declino nadie lejos_de " +
			"nada_de",
		after: "nunca tampoco",
		except: "ambos_días los_dos_días quizás_llegue_tarde quizá_llegue_tarde tal_vez_llegue_tarde quizás_unos_minutos quizás_me_retrase tal_vez_me_retrase casi_olvido casi_olvidaba casi_se_me_olvida casi_se_me_olvidaba casi_me_olvido casi_lo_olvido casi_olvidé se_me_olvidaba se_me_olvida por_si_acaso por_si_no no_sólo no_solo no_solamente no_dude no_duden no_obstante no_puedo_sino aunque no_faltaba si_bien si_es_posible si_no_es_molestia si_procede cómo_no " +
			"por_qué_no si_fuera_necesario no_hay_duda si_cabe si_corresponde si_hay_algo si_hay_dudas si_hay_alguna si_entendí si_entiendo si_he_entendido " +
			"si_no_me_equivoco sin_duda sin_ninguna_duda ninguna_duda " +
			"si_es_posible_con si_es_posible_en si_es_posible_por si_es_posible_sin de_ser_posible_con de_ser_posible_en de_ser_posible_por " +
			"de_ser_posible_sin a_ser_posible_con a_ser_posible_en a_ser_posible_por a_ser_posible_sin " +
			"en_cualquier_caso en_todo_caso por_eso por_esto por_ello pedido_que_asista pedido_que_participe pidió_que_asistiera pedido_asistir pedido_que_la_represente pedido_que_lo_represente",
		regret: "lamentablemente desafortunadamente desgraciadamente lamento lamentamos siento en_lugar_de en_vez_de",
		cond: "si siempre_que siempre_y_cuando a_menos_que salvo_que a_condición con_tal_de en_caso_de en_el_caso hasta_que cuando una_vez_que tan_pronto en_cuanto sólo_si " +
			"solo_si dependiendo depende salvo_que antes_de antes_de_que_escriba el_día_que el_día_en_que",
		you: "usted ustedes su sus les",
		maybe: "quizá quizás tal_vez probablemente posiblemente a_lo_mejor ojalá_pudiera ojalá_fuera_así por_confirmar no_estoy_seguro no_estoy_segura en_principio tentativamente " +
			"provisionalmente seguramente acaso a_confirmar confirmaré confirmaremos creo siempre_y_cuando a_condición con_tal_de solo_si sólo_si a_menos_que " +
			"puede_que puede_ser_que podría_ser por_ahora por_el_momento demasiado_pronto prematuro muy_pronto",
		strong: "pendiente_de_firma todo_depende_de_que a_título_provisional de_forma_provisional aún_debe_aprobar todavía_debe_aprobar aún_tiene_que_aprobar todavía_tiene_que_aprobar falta_que_apruebe falta_que_autorice aún_no_ha_aprobado todavía_no_ha_aprobado aún_no_ha_autorizado salvo_imprevistos salvo_imprevisto salvo_contratiempo vale_sólo_si vale_solo_si sólo_vale_si solo_vale_si válido_sólo_si válido_solo_si no_me_inscriban no_me_inscriba es_broma me_lo_impide no_me_lo_permite me_lo_prohíbe mi_respuesta_es_no respuesta_es_no sujeto_a sujeta_a pendiente_de_aprobación pendiente_de_autorización a_reserva_de previa_autorización previa_aprobación por_confirmar bajo_reserva " +
			"con_reserva condicionada condicionado supeditado supeditada salvo_imprevisto depende_de dependerá a_la_espera_de_la_autorización " +
			"a_la_espera_de_autorización a_la_espera_de_aprobación a_la_espera_de_la_aprobación falta_…_autorización falta_…_aprobación necesito_…_autorización " +
			"necesito_…_aprobación espero_…_autorización espero_…_aprobación pendiente_de_la_autorización pendiente_de_la_aprobación pendiente_de_que_me " +
			"una_reserva con_reservas última_palabra una_condición vacas_vuelen ranas_críen ranas_crien es_broma una_broma bromeo estoy_bromeando sería_mentir hasta_…_autorización hasta_…_permiso " +
			"ojalá_pudiera ya_quisiera_yo déjenme_ver déjeme_ver primero_tengo_que antes_tengo_que tengo_que_consultar debo_consultar tengo_que_preguntar " +
			"no_gracias siempre_y_cuando",
		want: "espero esperamos quiero queremos deseo deseamos quisiera quisiéramos desearía gustaría creo pienso dudo pido piden propongo sugiero supongo preferiría " +
			"ojalá intento intentaré pretendo imagino considero pide quieren quiere desea encantaría agradaría",
		affirm: "confirmar confirmo informar informo informarles comunicar comunico comunicarles decir decirles manifestar declarar anunciar expresar indicar indicarles confirmarles hacer_saber señalar responder inscribir notificar avisar",
		ask:    "si cuando por_qué debo puedo puedo_decir para_que antes_de_que aunque porque mientras no nunca tampoco que_si donde",
		qword:  "es está son puede pueden podrían podría puedo podemos cómo cuándo dónde cuál cuáles qué quién cuánto hay debo tengo hace habrá será tienen",
		say: "me_pidió_que_les_transmita me_pidió_transmitirles me_pide_que_les_transmita transmitir_su_respuesta transmito_su_respuesta comunicar_su_respuesta su_respuesta_es dice dicen dijo escribe escriben escribió responde responder respondió pide piden pidió indica indicar indicando indica mencionar mencionando menciona " +
			"la_palabra las_palabras la_frase la_fórmula el_asunto escribir escriba escriban ponga poner mensaje_con afirma comenta " +
			"anuncia según responda respondan contestar conteste contesten que_diga me_encarga me_pide me_ha_pedido díganles declaró afirmó anunció contestó escribirá " +
			"escribirán dirá dirán responderá responderán enviará enviarán confirmará " +
			"contestado respondido escrito dicho comunicado",
		told: "debía_escribir tenía_que_escribir iba_a_escribir me_dijeron_que me_han_dicho_que me_pidieron_que me_han_pedido_que me_indicaron_que puse escribí dije envié contesté respondí había_escrito había_puesto " +
			"había_contestado hemos_escrito hemos_enviado hemos_traducido escribimos_que enviamos",
		other: "otro otra otros otras ese_día esos_días esa_semana esa_fecha esas_fechas mismo_día mismos_días misma_semana mismas_fechas",
		utter: "escribir escribirles escribe escriben escribió escribieron escriba escriban escribiera escribieran escribamos decir decirles dice dicen dijo dijeron diga " +
			"digan dirá dirán enviar envíe envíen envía envían envió enviaron enviemos enviara enviaran contestar contesta contestan contestó contestado responder " +
			"responde responden respondió respondan respondieran poner pone ponen pongan ponga puso mandar manda mandan mandó manden teclear mencionar marcar traducido traducimos tradujimos afirmar " +
			"anotar insertar consignar",
		article: "el la los las mi mis su sus nuestro nuestra",
		when:    "vez semana día días año mes lunes martes marzo firmante abajo tarde mañana momento",
		favour:  "páguenme pague paguen envíenme envíen envíe denme recuérdenme llámenme cambien muevan reserven prometan esperen cubran consigan añadan pongan",
		lead: "con en a al por para de del desde sobre tras después antes según pese sin sí hoy ahora así entonces esta este estos como y e pero o pues porque hola buenos " +
			"buenas gracias gustosamente gustoso gustosa encantado encantada claro estimados estimada estimado señor señora señores yo nosotros también igualmente " +
			"mediante aquí muchas muy aunque quien ciertamente confirmado efectivamente finalmente siendo habiendo bajo ambos asunto *ando *endo honrado honrada " +
			"agradecido agradecida invitado invitada convencido convencida interesado interesada muchísimas saludos dado dada",
		mind:   "yo por_la_presente por_este_medio aquí mi_respuesta escribo digo respondo permito presente me_permito me_complace",
		wished: "como conforme según_lo según_su según_sus tal así solicitado solicitan indicado por_tanto acuerdo solicitada requerido pedido pedían piden_una pedían_una solicitaban",
		det:    "la el su un una este esta con las palabra palabras frase fórmula el_texto término por mediante mi",
		means: "a_usted_que a_ustedes_que a_ud_que a_uds_que significa quiere_decir implica obliga basta es_suficiente es_obligatorio debe o_no dice dijo ella él es era fue suena parece sería está hace ha " +
			"figura consta",
		astray: "correo_…_llegado correo_…_llegara correo_…_llegase correo_…_llegó correo_…_perdido correo_…_perdió llegó_mi_…_correo llegó_mi_…_mensaje llegado_mi_…_correo mensaje_…_llegado mensaje_…_llegara mensaje_…_perdido recibieron_mi_…_correo recibido_mi_…_correo recibieron_mi_…_mensaje recibido_mi_…_mensaje",
		need:   "necesita necesitan requiere requieren desea desean duda dudas pregunta preguntas falta necesario precisan precisa algo_más información gusta quieren problema problemas",
		quoth:  "dice dijo escribe responde según o_no figura consta sí_no sí_o_no si_no la_campaña campaña slogan lema",
		label:  "la el mi su frase mención fórmula palabra palabras mensaje asunto respuesta texto requerida solicitada expresión redacción",
		nay:    "no",
		unreal: "marqué_la_casilla hubiera habría hubiese habríamos había_escrito escribiría diría de_haberlo de_haber casi",
		tag:    "verdad no cierto correcto es_correcto está_bien no_es_así",
		joint:  "por_lo_cual de_modo_que de_manera_que motivo_por_el_cual razón_por_la_cual razón_por_la_que motivo_por_el_que por_ello por_eso por_tanto por_consiguiente en_consecuencia pero y e sino aunque porque así_que entonces pues o por_lo_que mas",
		that:   "que",
		in:     "en",
		event: "reunión reuniones evento conferencia seminario sesión sesiones jornada jornadas encuentro foro cumbre taller webinar videoconferencia trabajos debates " +
			"debate días día mención cita la_misma mismo misma línea calidad nombre representación persona este esta estos estas su dicha dicho ambos ambas dos 2 3 " +
			"marzo primera primero segunda inglés español francés alianza tolerancia cero virtual alto nivel forma actividad diálogo coloquio mesa congreso " +
			"convocatoria lugar iniciativa " +
			"plenaria mesas paneles panel diálogos proceso actividades todo todas segundo dichos dichas vuestra vuestro nuestra",
		habit: "habitualmente regularmente a_menudo cada_año cada_mes todos_los_años a_veces actualmente esta_semana este_mes normalmente desde_hace",
		cancel: "cancelo cancelar cancelen anular anulen anulo no_podré no_puedo_asistir no_puedo_ir no_puedo_participar no_podemos no_podremos no_asistiré no_asisto no_iré " +
			"no_voy no_participaré no_participo ya_no_puedo ya_no_podré ya_no cambiado_de_opinión hagan_caso_omiso haga_caso_omiso renuncio " +
			"debo_declinar tengo_que_declinar darme_de_baja retirarme bórrenme bórreme borren_mi_nombre borren_mi_correo borre_mi_correo quítenme quíteme sáquenme " +
			"elimínenme eliminen_mi_correo eliminen_mi_nombre denme_de_baja deme_de_baja no_lo_tengan_en no_lo_tenga_en por_error por_equivocación fue_un_error",
		less: "año_pasado la_última_vez la_vez_pasada cámara micrófono vídeo video webcam pantalla día días sesión jornada tarde mañana primera segunda primer segundo 1 2 3 presencial presencialmente persona colega colegas compañero compañera ella " +
			"ministro ministra director directora pasada completo completa principio palabra parís antes anterior cena todo toda año_pasado vez_pasada asistente " +
			"suplente equipo",
		come: "asistir ir venir estar participar acudir unir acompañar aceptar presente",
		variant: "participaré participaremos participaría participaríamos participamos voy_a_participar vamos_a_participar va_a_participar participará participarán deseo_participar deseamos_participar quiero_participar queremos_participar quisiera_participar quisiéramos_participar " +
			"gustaría_participar me_gustaría_…_participar nos_gustaría_…_participar desearía_participar puedo_participar podría_participar podré_participar podemos_participar podremos_participar pueda_participar poder_participar espero_participar estaré_participando estaremos_participando interesada_en_participar interesado_en_participar interesados_en_participar " +
			"tomo_parte tomaré_parte tomaremos_parte participar_yo encantado_de_participar encantada_de_participar",
		too:    "también igualmente asimismo",
		joins:  "conectará conectarán conecta apunten apuntar reservar reserven acceso plaza inscribir inscriban inscriba registrar registren registre participará participa asistirá vendrá participar asistir venir presente un_lugar",
		mate:   "coronel comandante señor señora colega colegas compañero compañera compañeros compañeras adjunto adjunta asistente director directora ministro ministra equipo delegación esposo esposa",
		along:  "en_vez_de_mí en_lugar_mío a_mi_lado me_reemplaza me_reemplazará me_sustituye me_sustituirá en_mi_lugar me_acompañará me_acompaña me_acompañarán me_acompañan acompañado_de acompañada_de acompañado_por acompañada_por va_conmigo viene_conmigo vendrá_conmigo seremos_dos seremos_tres somos_dos somos_tres iré_con_mi voy_con_mi",
		others: "y_mi_adjunto y_mi_adjunta y_mi_asistente y_mi_director y_mi_directora dos_personas dos_colegas dos_compañeros dos_compañeras dos_miembros tres_personas va_conmigo viene_conmigo vendrá_conmigo van_conmigo me_acompaña me_acompañará me_acompañan junto_con acompañado_de acompañada_de y_mi_colega y_mis_colegas así_como_mi con_mi_colega con_un_colega con_una_colega con_mis_colegas y_también_mi participa_también también_participa",
		alone:  "participó participé participa participar participaré participamos",
		inf:    "participar tomar_parte",
		bye:    "me_…_retirar retirarme retirarnos nos_retiramos me_retiraré me_retiraría retiro_mi retirar_mi cancelar_mi cancelen_mi cancele_mi cancelo_mi anular_mi anulen_mi anulo_mi me_doy_de_baja darme_de_baja mi_retiro nos_retiraremos debo_retirarme no_me_retiro me_he_retirado",
		intent: "confirmo_mi_participación confirmar_mi_participación confirmamos_nuestra_participación confirmar_nuestra_participación confirmo_mi_asistencia confirmar_mi_asistencia confirmamos_nuestra_asistencia confirmo_la_participación confirmo_asistencia confirmo_participación confirmar_la_participación confirmar_asistencia confirmar_participación inscríbanme inscribirme inscríbame me_inscribo asistiré asistiremos " +
			"deseo_asistir quiero_asistir quisiera_asistir me_gustaría_asistir mi_inscripción acepto_la_invitación aceptamos_la_invitación acepto_su_invitación estaré_presente estaremos_presentes registrarme regístrenme su_participación_en",
		notVar: "usted ustedes",
		thanks: "gracias muchas muchísimas recibido recibida perfecto agradezco agradecemos le les por su sus la el los las de y en un saludo saludos cordial cordiales estimados estimada estimado buenos días buenas tardes hola información mensaje respuesta agenda programa atentamente confirmación excelente quedo atento atenta todo muy amable amables nos me",
	},
	{
		code:  "de",
		draft: "entwurf test ein_test nur_ein_test testnachricht testmail", lateVerb: true,
		later:  "nächstes_jahr im_nächsten_jahr nächstes_mal beim_nächsten_mal ein_andermal",
		assent: "zustimmung genehmigung erlaubnis freigabe einwilligung einverständnis",
		await:  "zuerst erst_noch vorher vorbehaltlich abhängig_von warte_auf",
		retract: "werden_mich_nicht_sehen mich_dort_nicht_sehen nicht_mit_mir_rechnen nicht_als_meine_antwort nicht_als_zusage nicht_als_anmeldung vergessen_sie_es vergessen_sie_das vergessen_sie_bitte vergessen_sie_meine vergesst_es vergiss_es ach_nein oh_nein oje nein_warten_sie moment_doch " +
			"doch_lieber_nicht doch_lieber_nicht lieber_nicht_teilnehmen lieber_nicht_kommen komme_lieber_nicht nehme_lieber_nicht bei_näherem_hinsehen bei_näherer_betrachtung bei_genauerem nach_reiflicher_überlegung_nicht hoppla ups nehme_ich_zurück " +
			"nehme_das_zurück ich_nehme_es_zurück ziehe_das_zurück wird_doch_nichts wird_leider_nichts wird_also_doch_nichts wird_nichts_daraus daraus_wird_nichts " +
			"doch_nichts klappt_nicht klappt_doch_nicht klappt_leider_nicht geht_doch_nicht geht_leider_nicht falsche_veranstaltung falsche_sitzung falscher_termin " +
			"falscher_verteiler falsche_adresse falsche_mail falsche_e_mail verwechselt habe_mich_vertan habe_mich_geirrt ich_habe_mich_verlesen " +
			"zu_schnell_geantwortet vorschnell betrachten_sie_als_gegenstandslos als_gegenstandslos hat_sich_erledigt hinfällig löschen_sie_diese " +
			"löschen_sie_bitte_diese löschen_sie_die_nachricht streichen_sie_das doch_verhindert " +
			"doch_nicht kommando_zurück bitte_streichen rechnen_sie_nicht_mit nicht_mit_mir_rechnen " +
			"vergiss_das",
		words: "der die das und ist ich sie wir für mit von zu den dem ein eine einen auf im in des nicht auch bei an am als wie aber oder dass wenn werden wird haben " +
			"hat sehr geehrte geehrter damen herren freundlichen freundliche grüßen grüsse grüße gruß gruss vielen dank guten tag hallo liebe lieber hiermit bitte " +
			"mir mich ihre ihrer ihr unser unsere um zur zum vom nach über noch nur gern gerne danke mein meine ja",
		signs: "ß",
		not:   "nicht nie niemals kein keine keinen keiner keinesfalls keineswegs weder unmöglich niemand unter_keinen auf_keinen in_keiner in_keinem weit_davon",
		after: "nicht nie niemals keinesfalls",
		except: "beiden_tagen beide_tage vielleicht_etwas_später vielleicht_später vielleicht_ein_paar_minuten vielleicht_mit_verspätung eventuell_etwas_später vielleicht_zu_spät beinahe_vergessen fast_vergessen fast_hätte_ich_…_vergessen fast_hätte_ich_vergessen hätte_ich_…_vergessen hätte_ich_vergessen hätte_fast_vergessen beinahe_hätte_ich_…_vergessen nicht_nur nicht_zuletzt auch_wenn selbst_wenn wenn_möglich wenn_auch nichts_lieber ob_in falls_nötig falls_erforderlich wenn_gewünscht falls_gewünscht " +
			"sofern_möglich warum_nicht wenn_ich_es_richtig wenn_ich_richtig wenn_ich_das_richtig wenn_ich_mich_nicht " +
			"kein_zweifel ohne_zweifel keinen_zweifel ohne_jeden_zweifel " +
			"wenn_möglich_mit wenn_möglich_auf wenn_möglich_in wenn_möglich_per wenn_möglich_ohne falls_möglich_mit falls_möglich_auf falls_möglich_in " +
			"falls_möglich_per falls_möglich_ohne in_jedem_fall auf_jeden_fall auf_alle_fälle " +
			"gebeten_teilzunehmen beauftragt_teilzunehmen",
		regret: "leider bedaure bedauere bedauern bedauerlicherweise anstatt statt",
		cond: "wenn falls sofern ob soweit vorausgesetzt sobald solange es_sei_denn im_falle für_den_fall nur_wenn unter_der_voraussetzung unter_der_bedingung abhängig " +
			"insofern bevor ehe an_dem_tag am_tag_an es_sei",
		you: "sie ihnen ihr ihrerseits euch du",
		maybe: "vielleicht eventuell evtl möglicherweise wahrscheinlich vermutlich voraussichtlich womöglich unsicher noch_nicht_sicher nicht_sicher unter_umständen " +
			"ggf gegebenenfalls hoffentlich vorläufig grundsätzlich prinzipiell im_prinzip noch_offen vorbehaltlich unverbindlich entweder_…_oder melde_mich_noch " +
			"glaube_ich denke_ich bestätige_später vorausgesetzt es_sei_denn nur_wenn unter_der_voraussetzung unter_der_bedingung kann_sein könnte_sein mag_sein " +
			"vorerst fürs_erste zu_früh verfrüht",
		strong: "alles_andere_als_sicher steht_und_fällt_mit rechnen_sie_…_nicht noch_nicht_fest_mit_mir vorläufig_nur_vorgemerkt vorerst_nur_unter_vorbehalt nur_unter_vorbehalt muss_noch_zustimmen muss_noch_genehmigen muss_es_noch_genehmigen muss_das_noch_genehmigen muss_dem_noch_zustimmen müssen_noch_zustimmen hat_noch_nicht_zugestimmt noch_nicht_genehmigt gilt_nur_wenn gilt_nur_falls gilt_aber_nur gilt_allerdings_nur gilt_jedoch_nur gilt_erst_wenn tragen_sie_mich_noch_nicht mich_noch_nicht_einzutragen mich_noch_nicht_ein nur_ein_scherz nur_spaß verbietet_es verbietet_mir erlaubt_es_nicht hindert_mich antwort_lautet_nein antwort_ist_nein vorbehaltlich unter_vorbehalt unter_dem_vorbehalt noch_nicht_bestätigt noch_zu_bestätigen hängt_davon_ab hängt_von_der abhängig_von_der_genehmigung " +
			"steht_noch_aus noch_nicht_genehmigt muss_noch_genehmigt muss_noch_genehmigen noch_keine_genehmigung brauche_…_genehmigung brauche_…_zustimmung " +
			"warte_…_genehmigung warte_…_zustimmung fehlt_…_genehmigung fehlt_…_zustimmung genehmigung_steht_aus genehmigung_steht_noch einem_vorbehalt letzte_wort " +
			"einer_bedingung nimmerleinstag nimmerleins ostern_und_weihnachten weihnachten_und_ostern ein_scherz kleiner_scherz ich_scherze ein_witz war_nur_spaß " +
			"nur_spaß wäre_gelogen bis_…_genehmigung bis_…_zustimmung " +
			"schön_wär_s schön_wärs schön_wäre_es muss_erst muss_zuerst erst_klären erst_noch_klären noch_klären lassen_sie_mich_erst muss_noch_fragen " +
			"muss_noch_mit nein_danke andernfalls_nicht andernfalls_bitte_nicht sonst_nicht",
		want:   "hoffe hoffen möchte möchten will wollen würde würden wünsche wünschen glaube glauben denke vermute bezweifle bitten frage fragen schlage_vor empfehle verlange finde überlege soll sollte",
		affirm: "bestätigen bestätige mitteilen teile_mit sagen erklären erkläre anmelden ankündigen melden zusagen zusage versichern informieren kundtun antworten schreiben",
		ask:    "wenn falls ob wie wann warum wo weil bevor soll kann darf muss nicht nie damit obwohl was wofür wobei wer",
		qword:  "ist sind kann können könnten könnte wird werden darf dürfen gibt wie wann wo was welche welcher welches wer warum haben hat muss müssen soll sollen würden ob fallen",
		say: "bat_mich_ihnen bittet_mich_ihnen lässt_ihnen_ausrichten lässt_ihnen_mitteilen lässt_ausrichten seine_antwort seine_rückmeldung seine_zusage ihre_antwort_lautet ihre_zusage_lautet sagt sagte schreibt schrieb teilt_mit antwortet antwortete bittet meint behauptet erklärt heißt_es die_worte den_worten das_wort die_formel den_satz " +
			"der_satz die_formulierung dem_vermerk mit_dem_hinweis betreff schreiben_sie zu_schreiben soll_ich_schreiben muss_ich_schreiben " +
			"laut antworten_sie mit_der_antwort mit_den_worten dem_wortlaut mit_dem_text schreibe_man man_schreibt schreiben_muss " +
			"schreiben_soll beauftragt_mich bat_mich bittet_mich sagen_sie_ihnen nennen_sie erwähnen_sie schicken_sie senden_sie erklärte kündigte wird_schreiben " +
			"wird_antworten wird_sagen schreiben_wird antworten_wird im_namen_von im_namen_des im_namen_der " +
			"gesagt geschrieben geantwortet mitgeteilt gemeldet",
		told: "sollte_ich_schreiben wollte_ich_schreiben ich_sollte_schreiben mir_wurde_gesagt wurde_mir_gesagt man_sagte_mir man_hat_mir mir_wurde_aufgetragen ich_wurde_gebeten wurde_ich_gebeten ich_schrieb schrieb_ich ich_sagte " +
			"sagte_ich ich_antwortete antwortete_ich ich_hatte hatte_ich wir_schrieben wir_übersetzten",
		other: "anderen andere anderem anderes andren an_diesem_tag an_diesen_tagen in_dieser_woche in_jener_woche zu_diesem_termin zur_selben_zeit zur_gleichen_zeit am_selben_tag am_gleichen_tag an_jenem_tag",
		utter: "schreibt schreiben schreibe schrieb schrieben geschrieben sagen sagt sagte sagten gesagt antworten antwortet antwortete geantwortet schicken schickt " +
			"schickte geschickt senden sendet sandte gesendet gesandt mailen mailt gemailt tippen tippt getippt vermerken vermerkt erwähnen erwähnt übersetzt übersetzen behaupten " +
			"eintragen einsetzen hineinschreiben ankreuzen angeben einfügen eingeben",
		article: "der die das mein meine meinen ihr ihre unser unsere",
		when:    "mal tage tag woche jahr zeit unterzeichnende unterzeichneter unterzeichnete ganze ganzen beiden montag dienstag",
		favour:  "zahlen bezahlen schicken senden geben erinnern rufen verlegen ändern buchen versprechen warten übernehmen besorgen",
		lead: "mit an am in im zu zur zum für bei nach vor von aus auf seit trotz ohne ja gern gerne heute jetzt nun also dann diesmal dieses diese und aber oder denn " +
			"hallo guten danke vielen liebe lieber sehr selbstverständlich natürlich hiermit hierdurch somit daher deshalb als wie gemäß auch doch sicher klar bitte " +
			"herzlichen wegen betreff geehrt hocherfreut erfreut dankbar überzeugt besten grüße grüß anbei",
		mind:   "ich wir hiermit hierdurch meine_antwort hier_ist hier_kommt folgende",
		wished: "wie gemäß entsprechend laut_ihrer laut_einladung also daher somit wunschgemäß gewünscht gebeten erbeten sie_wollten sie_wünschten sie_baten",
		det:    "das dem ein kurzes ihr ihre den die der mit wort worte worten satz formel durch mittels dieses einem mein",
		means: "heißt bedeutet genügt reicht verpflichtet ist_das ist_die oder_nicht muss sagt sagte schreibt meint er ist war klingt hat steht scheint wäre wurde wird " +
			"stand hieß lautet",
		astray: "mail_…_angekommen mail_…_erreicht mail_…_verloren mail_…_erhalten nachricht_…_angekommen nachricht_…_erreicht nachricht_…_verloren nachricht_…_erhalten schreiben_…_angekommen schreiben_…_erreicht",
		need:   "brauchen benötigen fragen nötig erforderlich wünschen gewünscht fehlen fehlt bedarf informationen angaben unklar probleme",
		quoth: "sagt sagte schreibt schrieb meint laut hat steht stand heißt hieß lautet oder_nicht " +
			"ja_nein ja_oder_nein die_kampagne kampagne slogan",
		label:  "die der das meine ihre formel satz wort worte formulierung nachricht betreff antwort text vermerk ausdruck wortlaut",
		nay:    "nein",
		unreal: "würde_…_sagen würde_…_schreiben habe_…_angekreuzt hätte hätten würde_sagen würde_schreiben hatte_geschrieben beinahe fast_hätte hätte_fast",
		tag:    "oder richtig stimmt_das stimmt_s nicht_wahr ist_das_richtig ist_das_korrekt ja",
		joint:  "weshalb weswegen somit folglich aus_diesem_grund infolgedessen aber und sondern doch jedoch denn daher deshalb weil oder allerdings also",
		that:   "dass daß",
		in:     "an am in bei",
		event: "tagung sitzung konferenz veranstaltung treffen webinar seminar videokonferenz termin besprechung beiden tagen tag tage 2 3 märz forum gipfel workshop " +
			"symposium online virtuell virtuellen dieser diesem ihrer ihrem ihre beide allianz austausch dialog null toleranz hochrangigen hochrangige ganz stelle",
		habit: "regelmäßig gewöhnlich oft jedes_jahr jährlich jede_woche manchmal immer derzeit diese_woche zurzeit üblicherweise gelegentlich",
		cancel: "ich_…_absagen storniere stornieren nehme_…_nicht_teil ignorieren_sie gegenstandslos es_mir_anders_überlegt doch_nicht streichen_sie_mich " +
			"ziehe_…_zurück abmelden melde_mich_ab ich_…_nicht_kommen ich_…_nicht_teilnehmen ich_…_nicht_mehr_teilnehmen ich_bin_verhindert bin_…_verhindert " +
			"muss_…_absagen streichen_sie_meinen löschen_sie_mich löschen_sie_meine nehmen_sie_mich_aus nehmen_sie_mich_von entfernen_sie_mich nicht_beachten " +
			"nicht_zu_beachten versehentlich aus_versehen war_ein_versehen ein_irrtum irrtümlich",
		less: "vergangenen_jahr letztes_jahr letzten_jahr im_vorjahr letzte_mal letztes_mal kamera mikrofon webcam video bildschirm tag tage sitzung nachmittag vormittag ersten zweiten erste zweite 1 2 3 persönlich präsenz vor_ort kollege kollegin kollegen er minister ministerin " +
			"direktor direktorin ganze ganzen anfang ende paris ganztägig vorher früher stellvertreter letztes_jahr letzten_jahr assistentin assistent team",
		come: "kommen dabei teilnehmen erscheinen anwesend beiwohnen mitmachen reisen zusagen",
		variant: "nehme_……_teil nehmen_……_teil nehme_ich_…_teil nehme_…_teil nehmen_wir_…_teil wir_nehmen_…_teil ich_nehme_…_teil nehmen_…_teil ich_……_teilnehmen wir_……_teilnehmen möchte_……_teilnehmen werde_……_teilnehmen würde_……_teilnehmen möchten_……_teilnehmen werden_……_teilnehmen kann_ich_……_teilnehmen darf_ich_……_teilnehmen " +
			"teilnehmen_möchte teilnehmen_werde teilnehmen_würde teilnehmen_kann teilnehmen_darf teilnehmen_will teilzunehmen_ich ich_teilnehme ich_…_teilnehme wir_teilnehmen teilnehmen_werden teilnehmen_möchten nehme_teil nehmen_teil bin_dabei wir_sind_dabei freue_mich_…_teilzunehmen gerne_teilnehmen gern_teilnehmen nimmt_…_teil wird_……_teilnehmen nähme_…_teil",
		too:    "auch ebenfalls ebenso",
		joins:  "zuschalten schaltet zugeschaltet reservieren zugang anmelden melden registrieren eintragen nimmt kommt teilnehmen kommen dabei teil einen_platz",
		mate:   "oberst herrn kollege kollegin kollegen kolleginnen stellvertreter stellvertreterin assistentin assistent direktor direktorin chefin chef minister ministerin team",
		along:  "statt_meiner anstelle_von_mir an_meiner_statt neben_mir an_meiner_seite vertritt_mich mich_vertreten an_meiner_stelle begleitet_mich begleiten_mich in_begleitung_von begleitet_von mit_mir_kommt mit_mir_kommen kommt_mit_mir sind_zu_zweit sind_zu_dritt",
		others: "und_mein_stellvertreter und_meine_stellvertreterin und_meine_assistentin zwei_kollegen zwei_kolleginnen zwei_personen drei_kollegen kommt_mit_mir kommt_auch_mit begleitet_mich begleiten_mich wird_mich_begleiten zusammen_mit gemeinsam_mit und_meine_kollegin und_mein_kollege begleitet_von sowie_meine sowie_mein mit_meiner_kollegin mit_meinem_kollegen ebenso_meine ebenso_mein nimmt_ebenfalls",
		alone:  "nehme_teil nimmt_teil teilnehmen teilgenommen",
		inf:    "teilnehmen teilzunehmen",
		bye:    "ich_sage_…_ab sage_ich_…_ab sage_…_ab wir_sagen_…_ab ich_…_absagen wir_…_absagen absagen_muss absagen_müssen absagen_möchte ziehe_…_zurück melde_mich_…_ab mich_abmelden abmelden anmeldung_stornieren teilnahme_absagen meine_absage anmeldung_zurück streichen_sie_mich_von ich_…_absage",
		intent: "melde_mich_…_an ich_melde_…_an mich_anmelden bestätige_meine_teilnahme bestätigen_unsere_teilnahme bestätige_die_teilnahme bestätige_ich_meine_teilnahme meine_teilnahme_bestätigen meine_anmeldung sage_zu sage_…_zu ich_komme_gern ich_werde_dabei_sein ich_werde_kommen ich_bin_dabei registrieren_sie_mich melden_sie_mich_an nehme_die_einladung_…_an nehme_ihre_einladung_…_an anmelden_möchte meine_teilnahme_zu_bestätigen teilnahme_zu_bestätigen",
		notVar: "sie",
		thanks: "danke vielen dank besten herzlichen für die ihre das den der und sehr geehrte damen herren freundliche grüße grüßen gruß gruss mit freundlichen erhalten perfekt super information informationen nachricht antwort rückmeldung tagesordnung programm guten tag hallo liebe lieber ich bedanke mich schnelle prima alles klar schönen wir uns herr frau bestätigung zusendung",
	},
	{
		code:  "nl",
		draft: "concept ontwerp test een_test proefbericht testbericht", lateVerb: true,
		later:  "volgend_jaar volgende_keer een_andere_keer",
		assent: "toestemming goedkeuring akkoord fiat",
		await:  "eerst wacht_op afhankelijk_van onder_voorbehoud_van",
		retract: "zult_mij_niet_zien zult_me_niet_zien zullen_mij_niet_zien niet_als_mijn_antwoord niet_als_aanmelding vergeet_het vergeet_dit vergeet_dat vergeet_mijn vergeet_u_het o_nee oh_nee nee_wacht laat_maar bij_nader_inzien toch_maar_niet toch_liever_niet liever_niet_deelnemen liever_niet_komen kom_liever_niet doe_liever_niet " +
			"toch_liever_niet oeps negeer_dit negeer_dat negeer_deze u_kunt_dit_negeren wis_dit wis_mijn verwijder_dit verwijder_deze gaat_niet_door gaat_toch_niet " +
			"gaat_niet_lukken lukt_niet lukt_toch_niet lukt_helaas_niet wordt_niets verkeerde_vergadering verkeerde_bijeenkomst verkeerde_mail verkeerde_adres " +
			"verkeerde_uitnodiging ik_vergis_me ik_heb_me_vergist me_vergist vergis_mij te_snel_geantwoord neem_ik_terug neem_het_terug niet_meer_van_toepassing " +
			"is_vervallen kom_ik_toch_niet toch_niet reken_niet_op rekent_u_niet_op " +
			"streep_dat_door",
		words: "de het een en van ik is dat die te in voor met op zijn aan niet ook bij als maar of om naar uit wij u uw onze mijn dank hartelijk geachte beste groet " +
			"groeten vriendelijke heer mevrouw wordt worden heb hebben bedankt graag hierbij deze dit er nog over zal kan geen hoi hallo jullie mij ons dag ja",
		not:   "niet nooit geen noch nimmer onmogelijk niemand in_geen op_geen onder_geen verre_van",
		after: "niet nooit geenszins",
		except: "beide_dagen misschien_iets_later misschien_te_laat misschien_wat_later misschien_een_paar_minuten bijna_vergeten had_ik_bijna_vergeten niet_alleen niet_enkel ook_als zelfs_als indien_mogelijk indien_nodig als_vertegenwoordiger als_lid waarom_niet zo_mogelijk als_hoofd als_directeur " +
			"als_voorzitter als_ik_het_goed als_ik_goed als_ik_me_niet geen_twijfel_mogelijk geen_twijfel geen_enkele_twijfel zonder_twijfel " +
			"indien_mogelijk_met indien_mogelijk_in indien_mogelijk_op indien_mogelijk_per indien_mogelijk_zonder zo_mogelijk_met zo_mogelijk_in " +
			"zo_mogelijk_op zo_mogelijk_per zo_mogelijk_zonder als_het_kan_met als_het_kan_in als_het_kan_op als_het_kan_per als_het_kan_zonder " +
			"in_elk_geval in_ieder_geval gevraagd_deel_te gevraagd_te_gaan",
		regret: "helaas spijtig spijt jammer_genoeg in_plaats_van",
		cond:   "als indien mits tenzij zodra zolang wanneer totdat voordat op_voorwaarde ingeval afhankelijk alleen_als onder_voorwaarde de_dag_dat",
		you:    "u uw jullie je",
		maybe: "misschien wellicht waarschijnlijk mogelijk vermoedelijk eventueel hopelijk onder_voorbehoud niet_zeker onzeker nog_niet_zeker in_principe voorlopig " +
			"in_beginsel vrijblijvend ofwel denk_ik bevestig_later mits tenzij op_voorwaarde alleen_als kan_zijn zou_kunnen te_vroeg voorbarig",
		strong: "voorlopig_onder_voorbehoud onder_voorbehoud moet_nog_akkoord moet_nog_goedkeuren moet_het_nog_goedkeuren moet_nog_komen moet_nog_instemmen moet_nog_toestemming nog_niet_goedgekeurd geldt_alleen_als geldt_enkel_als geldt_pas_als geldt_echter_alleen schrijf_mij_nog_niet schrijf_me_nog_niet mij_nog_niet_in grapje verbiedt_het staat_het_niet_toe antwoord_is_nee antwoord_luidt_nee onder_voorbehoud nog_te_bevestigen afhankelijk_van_goedkeuring mits_goedkeuring in_afwachting_van_goedkeuring in_afwachting_van_toestemming " +
			"nog_niet_bevestigd hangt_af_van behoudens toestemming_nodig goedkeuring_nodig wacht_…_toestemming wacht_…_goedkeuring een_voorbehoud laatste_woord " +
			"een_voorwaarde pasen_en_pinksteren sint_juttemis grapje geintje grapje_hoor zou_liegen tot_…_toestemming tot_…_goedkeuring " +
			"was_het_maar moet_eerst laat_me_eerst laat_mij_eerst moet_nog_overleggen moet_nog_vragen " +
			"nee_bedankt nee_dank",
		want:   "hoop hopen wil willen zou wens wensen graag_willen denk geloof vermoed betwijfel vraag vragen stel_voor verwacht twijfel verzoek wilt",
		affirm: "bevestigen bevestig meedelen mededelen zeggen melden laten_weten verklaren verklaar aanmelden aankondigen berichten informeren antwoorden schrijven",
		ask:    "als indien of wanneer hoe waarom waar kan mag moet zal niet nooit omdat voordat wat wie zodat hoewel",
		qword:  "is zijn kan kunt kunnen mag moet wordt worden hoe wanneer waar wat welke wie waarom heeft hebt zou zult krijg zal",
		say: "vroeg_mij_u vroeg_me_u verzocht_mij_u vraagt_mij_u over_te_brengen zijn_antwoord haar_antwoord zijn_bevestiging haar_bevestiging zegt zei schrijft schreef antwoordt antwoordde vraagt meldt meent de_woorden het_woord de_zin de_formule de_tekst met_vermelding vermelden vermeld " +
			"onderwerp te_schrijven schrijven schrijft_u moet_schrijven volgens met_de_woorden schrijf antwoorden_met antwoord_met stuur vraagt_mij " +
			"verzoekt_mij zeg_hun vermeldt noemt_u stuurt_u verklaarde kondigde zal_schrijven zal_antwoorden zal_zeggen zullen_schrijven zullen_antwoorden " +
			"gezegd geschreven geantwoord gemeld meegedeeld",
		told: "moest_ik_schrijven wilde_ik_schrijven mij_is_verteld me_is_verteld mij_werd_verteld mij_is_gezegd mij_werd_gezegd me_is_gezegd men_zei_mij ik_schreef schreef_ik ik_zei zei_ik ik_antwoordde " +
			"antwoordde_ik ik_had had_ik mij_is_gevraagd mij_werd_gevraagd wij_schreven we_schreven",
		other: "een_ander een_andere andere die_dag die_dagen die_week op_die_datum diezelfde dezelfde_dag dezelfde_week op_dat_moment",
		utter: "schrijven schrijft schreef schreven geschreven zeggen zegt zei zeiden gezegd antwoorden antwoordt antwoordde geantwoord sturen stuurt stuurde gestuurd " +
			"verstuurd verstuurt versturen zenden zendt gezonden verzonden mailen mailt gemaild typen typt getypt vermelden vermeldt vertaald vertalen beweren " +
			"invullen intypen aankruisen zetten plaatsen",
		article: "de het mijn uw onze ons",
		when:    "keer tijd dag dagen week jaar ondergetekende beide hele maandag dinsdag",
		favour:  "betaal stuur geef herinner bel verzet verplaats wijzig boek beloof wacht regel vergoed betaalt stuurt geeft",
		lead: "met aan in op bij voor na van uit sinds ondanks zonder ja graag vandaag nu dus dan deze dit en maar of want hallo goedendag dank beste geachte uiteraard " +
			"natuurlijk hierbij hiermee daarom als zoals ook toch zeker wegens namens te per betreft bedankt vereerd dankbaar hartelijk groeten verheugd overtuigd gezien",
		mind:   "ik wij hierbij bij_deze mijn_antwoord hier_is",
		wished: "zoals conform overeenkomstig gevraagd verzocht dus derhalve daarom aldus u_wilde u_vroeg u_wenste",
		det:    "de het een uw met woorden woord zin formule door deze dit mijn",
		means: "betekent volstaat verplicht is_dat is_het moet of_niet zegt zei hij zij is was klinkt heeft lijkt staat werkt zou werd wordt " +
			"stond luidt heet",
		astray: "mail_…_aangekomen mail_…_ontvangen mail_…_verloren mail_…_bereikt bericht_…_aangekomen bericht_…_ontvangen bericht_…_verloren bericht_…_bereikt",
		need:   "nodig vragen wenst gewenst wilt hebt_u_nog ontbreekt informatie gegevens onduidelijk problemen behoefte",
		quoth: "zegt zei schrijft schreef aldus volgens staat stond luidt heet of_niet " +
			"ja_nee ja_of_nee de_campagne campagne slogan",
		label: "de het mijn uw zin formule woorden woord bericht onderwerp antwoord tekst vermelding formulering uitdrukking",
		nay:   "nee neen",
		unreal: "zou_…_zeggen zou_…_schrijven heb_…_aangevinkt zou_hebben zou_zeggen zou_schrijven had_geschreven had_willen bijna_had had_bijna " +
			"had_u hadden_u had_men had_ik hadden_wij",
		tag:   "toch klopt_dat klopt_het niet_waar nietwaar juist",
		joint: "vandaar_dat om_die_reden bijgevolg derhalve zodat maar en doch echter want dus omdat of toch daarom",
		that:  "dat",
		in:    "aan in bij op",
		event: "vergadering bijeenkomst conferentie evenement webinar sessie sessies overleg dag dagen beide top forum seminar workshop deze uw 2 3 maart symposium " +
			"congres online virtuele digitale alliantie nultolerantie gesprek dit onze hoedanigheid naam persoon het_hele volledig alle plaats initiatief",
		habit: "regelmatig gewoonlijk vaak elk_jaar jaarlijks elke_week soms altijd momenteel deze_week doorgaans geregeld",
		cancel: "annuleer annuleren ik_neem_niet_deel neem_…_niet_deel ben_verhinderd van_gedachten_veranderd afmelden meld_mij_af meld_me_af toch_niet negeer_mijn " +
			"moet_afzeggen trek_…_terug ik_…_niet_komen ik_…_niet_deelnemen ik_…_niet_bijwonen ik_…_niet_bij_zijn haal_me_van haal_mij_van haal_mij_uit haal_me_uit " +
			"verwijder_mij verwijder_me verwijder_mijn schrap_mij schrap_me schrap_mijn schrijf_me_uit schrijf_mij_uit dat_te_negeren te_negeren per_vergissing per_ongeluk een_vergissing",
		less: "vorig_jaar vorige_keer afgelopen_jaar camera microfoon webcam video dag dagen sessie middag ochtend eerste tweede 1 2 3 persoonlijk fysiek collega collega_s hij zij minister directeur hele begin einde parijs eerder " +
			"vroeger plaatsvervanger lunch vorig_jaar assistent assistente team",
		come: "komen aanwezig deelnemen bijwonen meedoen erbij reizen",
		variant: "neem_……_deel nemen_……_deel neem_ik_…_deel neem_…_deel ik_neem_…_deel wij_nemen_…_deel we_nemen_…_deel nemen_wij_…_deel nemen_we_…_deel nemen_…_deel ik_……_deelnemen wij_……_deelnemen we_……_deelnemen zal_……_deelnemen wil_……_deelnemen willen_……_deelnemen zou_……_deelnemen kan_ik_……_deelnemen mag_ik_……_deelnemen " +
			"ik_deelneem ik_…_deelneem deel_te_nemen deel_wil_nemen deel_zal_nemen deel_kan_nemen wij_…_deel_nemen ik_…_deel_nemen neem_deel nemen_deel neemt_…_deel deelnemen_aan graag_deelnemen wij_deelnemen ik_doe_mee wij_doen_mee deel_zou_willen_nemen",
		too:    "ook eveneens tevens",
		joins:  "reserveren reserveer toegang inschrijven schrijf aanmelden meld registreren doet neemt komt deelnemen meedoen aanwezig een_plaats",
		mate:   "kolonel mevrouw collega collega_s plaatsvervanger assistent assistente directeur directrice minister team delegatie",
		along:  "in_plaats_van_mij in_plaats_van_me naast_mij naast_me vervangt_mij vervangt_me in_mijn_plaats komt_met_mij komt_met_me gaat_met_mij gaat_met_me vergezelt_mij vergezelt_me vergezeld_van in_gezelschap_van met_zijn_tweeën met_z_n_tweeën",
		others: "en_mijn_plaatsvervanger en_mijn_assistent en_mijn_assistente twee_collega_s twee_personen twee_medewerkers gaat_met_mij gaat_met_me komt_met_mij komt_met_me vergezelt_mij vergezelt_me gaat_ook_mee samen_met en_mijn_collega evenals_mijn vergezeld_van met_mijn_collega met_een_collega neemt_ook",
		alone:  "neem_deel deelnemen neemt_deel",
		inf:    "deelnemen deel_te_nemen",
		bye:    "ik_trek_me_terug ik_trek_…_terug trek_ik_…_terug wij_trekken_…_terug ik_…_terugtrekken mij_terugtrekken me_terugtrekken terug_te_trekken meld_mij_af meld_me_af meld_…_af mij_afmelden me_afmelden mijn_inschrijving_annuleren annuleer_mijn mijn_aanmelding_intrekken inschrijving_annuleren aanmelding_annuleren moet_afzeggen zeg_…_af",
		intent: "meld_mij_aan meld_me_aan meld_mij_…_aan meld_me_…_aan mij_aanmelden me_aanmelden bevestig_mijn_deelname bevestig_ik_mijn_deelname bevestig_mijn_aanwezigheid bevestigen_onze_deelname schrijf_mij_in schrijf_me_in mijn_deelname_bevestigen mijn_deelname_te_bevestigen ik_ben_erbij ik_zal_aanwezig_zijn wij_zullen_aanwezig_zijn ik_ben_aanwezig ik_kom_graag mijn_aanmelding mijn_inschrijving mij_inschrijven me_inschrijven ik_zal_erbij_zijn",
		notVar: "u jullie landen",
		thanks: "dank bedankt hartelijk hartelijke u wel voor uw de het en met vriendelijke groet groeten beste geachte heer mevrouw ontvangen prima goed ik informatie bericht antwoord reactie agenda programma fijne dag genoteerd duidelijk snelle bevestiging helder veel namens",
	},
	{
		code:   "pt",
		draft:  "rascunho minuta teste mensagem_de_teste isto_é_um_teste",
		later:  "no_próximo_ano no_ano_que_vem para_o_ano da_próxima_vez na_próxima_vez",
		assent: "autorização aprovação permissão aval consentimento visto",
		await:  "primeiro antes preciso_primeiro sujeito_a sujeito_à sujeita_a sujeita_à dependendo aguardo falta",
		retract: "não_me_verão não_me_vão_ver não_como_minha_resposta não_considerem esqueçam esqueça esquece pensando_bem pensando_melhor melhor_não afinal_não aliás_não ah_não ai_não não_esperem espere_não ops ups oops enganei_me " +
			"me_enganei equivoquei_me me_equivoquei confundi_me me_confundi reunião_errada evento_errado e_mail_errado mensagem_errada apaguem_a_minha apaguem_minha " +
			"apaguem_esta apaguem_este apague_minha apague_este apague_esta apaguem_isso ignorem_a ignorem_esta ignorem_este ignorem_minha ignorem_o ignorem_isso " +
			"ignore_esta ignore_este ignore_minha ignore_isso não_vai_ser_possível não_será_possível não_vai_dar não_dá_mais já_não_vai li_mal respondi_depressa " +
			"retiro_o_que fica_sem_efeito sem_efeito risquem_me não_contem_comigo não_conte_comigo",
		words: "o a os as um uma e é que de do da dos das para por com em no na nos nas seu sua se ao à não está são como mais mas muito prezados prezado prezada " +
			"senhor senhora senhores cumprimentos atenciosamente obrigado obrigada reunião cordialmente bom boa dia tarde olá exmo exma exmos exmas minha meu pelo " +
			"pela foi também oi pessoal sim vc blz obg obrigados gente abs abraço abraços estou vou sou manda mandem caros caras quero queria tenho nosso nossa convite agradeço já lhes vossa fico melhores estimados podem encontro março pode ser ter era seria isso isto ele ela essa " +
			"esse até quando há",
		signs: "ãõ",
		not: "não nunca jamais tampouco nem nenhum nenhuma impossível recuso declino ninguém de_modo_algum de_forma_alguma de_maneira_alguma de_jeito_nenhum em_caso_algum longe_de " +
			"nada_de",
		after: "não nunca",
		except: "ambos_os_dias os_dois_dias talvez_chegue_atrasado talvez_chegue_atrasada talvez_me_atrase talvez_uns_minutos quase_me_esquecia quase_esquecia quase_esqueci razão_pela_qual motivo_pelo_qual razões_pelas_quais não_só não_apenas não_somente não_hesite não_hesitem mesmo_que ainda_que se_possível se_necessário não_obstante por_que_não não_deixo não_deixarei " +
			"se_houver_dúvidas se_houver_alguma se_houver_necessidade se_bem_entendi se_entendi se_compreendi se_não_me_engano " +
			"não_se sem_dúvida se_possível_com se_possível_em se_possível_por se_possível_sem se_for_possível_com se_for_possível_em se_for_possível_por se_for_possível_sem " +
			"em_qualquer_caso em_todo_caso em_todo_o_caso de_qualquer_forma por_isso por_isto " +
			"cualquier_caso en_todo_caso pediu_que_participasse pediu_para_participar",
		regret: "infelizmente lamento lamentamos lamentavelmente em_vez_de",
		cond: "se caso desde_que a_menos_que salvo_se contanto quando até_que assim_que logo_que na_condição no_caso_de somente_se só_se dependendo depende a_não_ser " +
			"antes_de antes_de_que no_dia_em_que o_dia_em_que",
		you: "você vocês vos v_exas exas lhes seu sua",
		maybe: "talvez provavelmente possivelmente quiçá a_confirmar por_confirmar não_tenho_certeza não_tenho_a_certeza em_princípio em_princípio eventualmente " +
			"porventura tomara oxalá provisoriamente tentativamente confirmarei confirmaremos acho_que a_menos_que somente_se só_se contanto_que pode_ser " +
			"poderia_ser por_enquanto cedo_demais demasiado_cedo muito_cedo prematuro",
		strong: "à_espera_de_despacho à_espera_da_autorização só_depois_de_ele só_depois_de_ela presença_fica_confirmada a_título_provisório ainda_tem_de_aprovar ainda_tem_que_aprovar ainda_precisa_aprovar ainda_precisa_de_aprovar falta_aprovar ainda_não_aprovou ainda_não_autorizou só_vale_se vale_só_se vale_apenas_se só_é_válido_se não_me_inscrevam não_me_inscreva brincadeira me_impede não_me_permite resposta_é_não sujeito_a sujeita_a dependente_de condicionada condicionado sob_reserva a_confirmar por_confirmar depende_de dependerá aguardo_autorização " +
			"aguardando_autorização aguardando_aprovação aguardo_aprovação salvo_imprevisto mediante_autorização mediante_aprovação pendente_de_autorização " +
			"pendente_de_aprovação preciso_…_autorização preciso_…_aprovação falta_…_autorização falta_…_aprovação aguardo_…_autorização aguardo_…_aprovação " +
			"uma_reserva uma_ressalva última_palavra uma_condição são_nunca galinhas_tiverem_dentes vacas_tossirem estou_a_brincar estou_brincando brincadeira seria_mentir até_…_autorização até_…_aprovação " +
			"quem_me_dera oxalá_pudesse deixem_me_ver deixe_me_ver tenho_de_consultar tenho_que_consultar preciso_consultar preciso_de_consultar " +
			"primeiro_tenho não_obrigado não_obrigada",
		want: "espero esperamos quero queremos desejo desejamos gostaria gostaríamos queria acho creio penso duvido peço pedem proponho sugiro suponho tenciono " +
			"pretendo prefiro imagino pede adoraria",
		affirm: "confirmar confirmo informar informo comunicar comunico dizer declarar declaro anunciar manifestar expressar indicar inscrever avisar responder registrar registar notificar assegurar",
		ask:    "se quando onde por_que porque devo posso para_que antes_que embora enquanto não nunca caso quem qual",
		qword:  "é está são pode podem poderia poderiam posso podemos como quando onde qual quais quê que quem quanto há devo tenho haverá será existe têm",
		say: "pediu_me_que_lhes_transmitisse pediu_me_para_transmitir transmitir_sua_resposta transmitir_a_sua_resposta transmito_a_sua_resposta comunicar_a_sua_resposta resposta_dele resposta_dela diz dizem disse escreve escreveu responde respondeu pede pedem pediu indica indicar indicando mencionar mencionando menciona a_palavra as_palavras " +
			"a_frase a_fórmula o_assunto escrever escreva escrevam afirma segundo com_a_palavra com_as_palavras colocar responder_com " +
			"responda me_pede pede_me encarrega_me declarou afirmou anunciou contestou escreverá escreverão dirá dirão responderá responderão enviará enviarão confirmará respondam digam " +
			"respondeu_me disse_me escreveu_me contou_me",
		told:  "devia_escrever ia_escrever deveria_escrever disseram_me me_disseram pediram_me me_pediram foi_me_dito foi_me_pedido mandaram_me escrevi pus coloquei respondi enviei mandei tinha_escrito havia_escrito eu_disse enviámos enviamos traduzimos",
		other: "outro outra outros outras num_outro nesse_dia nesses_dias nessa_semana nessa_data nessas_datas naquele_dia naqueles_dias naquela_semana mesmo_dia mesma_semana mesmas_datas",
		utter: "escrever escreve escrevem escreveu escreveram escreva escrevam escrevesse escrevamos dizer diz dizem disse disseram diga digam dirá dirão enviar envia " +
			"enviam enviou enviaram envie enviem enviemos mandar manda mandam mandou mandaram mande mandem mandemos responder responde respondem respondeu responderam " +
			"respondam respondido colocar coloca colocam digitar mencionar traduzimos traduzido afirmar " +
			"inserir marcar assinalar",
		article: "o a os as",
		when:    "vez semana dia dias ano mês abaixo partir segunda terça tarde manhã momento convite",
		favour:  "paguem pague enviem envie deem dê lembrem lembre liguem mudem reservem prometam esperem cubram arranjem",
		lead: "com em a ao à no na nos nas por pelo pela para de do da dos das desde sobre após depois antes segundo apesar sem sim hoje agora assim então esta este desta " +
			"como e mas ou pois porque olá bom boa obrigado obrigada claro prezados prezada prezado senhor senhora eu nós também igualmente mediante aqui muito embora " +
			"certamente sendo tendo caros ambos assunto oi *ando *endo honrado honrada grato grata convidado convidada convicto convicta interessado interessada saudações dado dada",
		mind:   "eu pela_presente por_este_meio aqui minha_resposta escrevo digo respondo por_meio_desta presente me_permito venho",
		wished: "como conforme segundo_o de_acordo tal assim solicitado solicitada pedido portanto indicado requerido pediam solicitavam",
		det:    "a o sua seu um uma este esta com palavra palavras frase fórmula termo expressão por mediante meu minha",
		means: "a_v_…_que a_vossa_…_que a_vossas_…_que a_vossa_excelência significa quer_dizer implica obriga basta é_suficiente é_obrigatório deve ou_não diz disse ela ele é era foi soa parece seria está faz " +
			"consta figura",
		astray: "mail_…_chegado mail_…_chegou mail_…_recebido mail_…_perdido mensagem_…_chegado mensagem_…_chegou mensagem_…_recebida receberam_o_meu_…_mail recebido_o_meu_…_mail receberam_a_minha_…_mensagem",
		need:   "precisar precisarem necessitar necessitarem necessário necessitem precisem desejar desejarem dúvida dúvidas pergunta perguntas faltar informação informações problema preciso",
		quoth:  "diz disse escreve responde segundo ou_não consta figura sim_não sim_ou_não a_campanha campanha slogan",
		label:  "a o minha sua frase menção fórmula palavra palavras mensagem assunto resposta texto expressão redação",
		nay:    "não",
		unreal: "marquei_a_opção teria tivesse teríamos tinha_escrito escreveria diria se_soubesse quase_vos quase_lhes quase_enviei quase_escrevi",
		tag:    "certo correto não_é está_certo está_correto é_isso verdade",
		joint:  "pelo_que razão_pela_qual motivo_pelo_qual por_isso por_conseguinte de_modo_que por_este_motivo por_esse_motivo mas e porém contudo todavia porque então pois ou portanto entretanto",
		that:   "que",
		in:     "em no na nos nas do da dos das de",
		event: "reunião reuniões evento conferência seminário sessão sessões jornada jornadas encontro fórum cúpula cimeira oficina webinar webinário videoconferência " +
			"trabalhos debates debate dias dia mesma mesmo linha qualidade nome representação pessoa esta este estes estas sua referida referido ambos ambas dois 2 " +
			"3 março primeiro segundo inglês português francês aliança tolerância zero virtual alto nível forma atividade diálogo colóquio mesa congresso lugar " +
			"iniciativa " +
			"plenária mesas painéis painel todas todos segunda vossa vosso nossa referidas referidos atividades iniciativas",
		habit: "habitualmente regularmente frequentemente cada_ano todo_ano todos_os_anos às_vezes atualmente esta_semana este_mês normalmente geralmente",
		cancel: "cancelo cancelar cancelem anular anulo não_poderei não_posso_participar não_posso_comparecer não_posso_ir não_poderemos não_participarei não_participo " +
			"não_irei não_vou já_não_posso mudei_de_ideia desconsiderem desconsidere desisto desistir devo_declinar retirar_me não_comparecerei tirem_me tire_me me_tirem " +
			"me_tire removam_me remova_me me_removam retirem_me me_retirem eliminem_me apaguem_me apaguem_o_meu excluam_me excluam_meu eliminem_o_meu não_considerem " +
			"não_considere por_engano por_erro foi_um_engano foi_um_erro",
		less: "ano_passado última_vez da_última_vez câmara câmera microfone vídeo webcam dia dias sessão tarde manhã primeira segunda primeiro segundo 1 2 3 presencial presencialmente pessoa colega colegas ele ela ministro ministra diretor " +
			"diretora completo toda todo início fim palavra paris antes anterior jantar ano_passado vez_passada assistente equipe equipa",
		come: "comparecer ir vir estar participar assistir juntar aceitar presente",
		variant: "participarei participaremos participaria participaríamos participamos vou_participar vamos_participar vai_participar irei_participar iremos_participar " +
			"participará participarão desejo_participar desejamos_participar quero_participar queremos_participar queria_participar gostaria_de_participar " +
			"gostaríamos_de_participar gostava_de_participar gostaria_…_participar posso_participar poderia_participar poderei_participar podemos_participar " +
			"possa_participar poder_participar pretendo_participar estarei_participando estaremos_participando interesse_em_participar interessada_em_participar " +
			"interessado_em_participar tomo_parte tomarei_parte espero_participar prazer_em_participar a_gente_participa eu_participe",
		too:    "também igualmente",
		joins:  "ligará ligar conectará conecta reservar reservem acesso inscrever inscrevam inscreva registar registrar registrem participará participa virá assistirá participar vir presente um_lugar",
		mate:   "coronel comandante senhor senhora colega colegas adjunto adjunta assistente diretor diretora ministro ministra equipa equipe delegação esposo esposa marido",
		along:  "em_vez_de_mim ao_meu_lado me_substitui me_substituirá substitui_me em_meu_lugar no_meu_lugar me_acompanha me_acompanhará acompanha_me me_acompanham acompanhado_de acompanhada_de acompanhado_por acompanhada_por vem_comigo vai_comigo virá_comigo seremos_dois seremos_duas seremos_três somos_dois somos_duas",
		others: "e_o_meu_adjunto e_a_minha_adjunta e_o_meu_assistente e_a_minha_assistente dois_colegas duas_colegas duas_pessoas dois_membros e_comigo vai_comigo vem_comigo virá_comigo vão_comigo me_acompanha acompanha_me acompanhar_me_á juntamente_com junto_com e_meu_colega e_minha_colega e_o_meu_colega e_a_minha_colega bem_como_meu bem_como_minha acompanhado_de acompanhada_de com_meu_colega com_minha_colega com_um_colega com_uma_colega participa_também também_participa",
		alone:  "participa participe participei participar participou",
		inf:    "participar tomar_parte",
		bye:    "me_…_retirar retirar_me retiro_a_minha retiro_minha retirar_minha retirar_a_minha retiramo_nos cancelar_minha cancelar_a_minha cancelem_minha cancelo_a_minha cancelo_minha anular_a_minha desisto_da desistir_da desisto minha_desistência retirar_nos vou_me_retirar retirar_me_ei não_me_retiro me_retiro eu_me_retiro",
		intent: "confirmo_minha_participação confirmo_a_minha_participação confirmar_minha_participação confirmar_a_minha_participação confirmamos_nossa_participação confirmamos_a_nossa_participação confirmo_minha_presença confirmo_a_minha_presença confirmar_minha_presença confirmar_a_minha_presença confirmo_participação confirmo_presença confirmar_participação confirmar_presença inscrevam_me inscreva_me inscrever_me me_inscrever me_inscrevo inscrevo_me minha_inscrição " +
			"estarei_presente estaremos_presentes gostaria_de_me_inscrever aceito_o_convite aceitamos_o_convite irei_comparecer comparecerei registrar_me",
		notVar: "você vocês",
		thanks: "obrigado obrigada obrigados muito recebido recebida perfeito agradeço agradecemos pelo pela pelas pelos o a os as de e em um cumprimentos atenciosamente prezados prezada prezado bom dia boa tarde olá informação informações mensagem resposta agenda programa cordialmente confirmação excelente tudo certo ok melhores grato grata envio retorno",
	},
	{
		code:   "it",
		draft:  "bozza prova messaggio_di_prova test",
		later:  "l_anno_prossimo la_prossima_volta un_altra_volta",
		assent: "approvazione autorizzazione permesso nulla_osta consenso benestare assenso",
		await:  "prima mi_serve attendo aspetto salvo previa previo manca",
		retract: "non_mi_vedrete non_come_mia_risposta non_come_risposta dimenticate lasciate_perdere lasci_perdere lascia_perdere lasciate_stare ripensandoci a_ripensarci pensandoci_bene meglio_di_no anzi_no ah_no oh_no " +
			"no_aspettate aspettate_no alla_fine_no ops mi_sono_sbagliato mi_sono_sbagliata ho_sbagliato mi_sbaglio_di mi_sono_confuso mi_sono_confusa " +
			"riunione_sbagliata evento_sbagliato destinatario_sbagliato cancellate_questo cancellate_il_messaggio cancellate_il_mio_messaggio cancellate_la_mia " +
			"ignorate_questo ignorate_il ignorate_la ignori_questa ignori_questo ignori_il ignoratelo ignoratela non_sarà_possibile non_mi_sarà_possibile " +
			"non_è_più_possibile non_se_ne_fa non_riuscirò ho_letto_male ho_risposto_troppo ritiro_quanto mi_rimangio fate_come_se come_non_detto come_non_inviata " +
			"come_non_inviato non_contate_su non_contatemi",
		words: "il lo la i gli le un una e è che di per con in su del della dei delle dal al alla non sono come più ma molto gentile gentili egregio egregi spettabile signora signor signori cordiali saluti distinti grazie riunione buongiorno buonasera salve vi vostro vostra nostro nostra " +
			"si mi ho ha hanno questo questa anche ringrazio ringraziamo invito l dell nell all presso quanto cordialmente sig dott",
		not: "non mai né nessun nessuna impossibile rifiuto declino neppure neanche nemmeno nessuno in_nessun lungi_da in_alcun " +
			"niente_di",
		after: "mai neanche nemmeno non",
		except: "entrambi_i_giorni entrambe_le_giornate i_due_giorni forse_in_ritardo forse_arrivo_in_ritardo forse_qualche_minuto forse_con_qualche_minuto quasi_dimenticavo per_poco_dimenticavo non_solo non_soltanto anche_se non_esitate non_esiti se_possibile se_necessario non_mancherò non_vedo_l_ora perché_no se_serve se_ho_capito " +
			"se_ho_ben se_non_erro se_non_sbaglio senza_dubbio se_possibile_con se_possibile_in se_possibile_per se_possibile_senza " +
			"in_ogni_caso in_tutti_i_casi per_questo per_ciò chiesto_di_partecipare chiesto_di_sostituirlo chiesto_di_sostituirla",
		regret: "purtroppo sfortunatamente mi_dispiace rammarico mio_malgrado invece_di anziché",
		cond: "se qualora purché a_condizione a_patto a_meno_che salvo_che nel_caso quando finché fino_a_quando non_appena solo_se sempre_che dipende in_caso " +
			"prima_di una_volta_che appena il_giorno_in_cui il_giorno_che",
		you: "vi voi vostro vostra lei avete aveste desiderate",
		maybe: "forse probabilmente eventualmente magari può_darsi da_confermare non_sono_sicuro non_sono_sicura in_linea_di_massima in_linea_di_principio in_teoria " +
			"provvisoriamente salvo_imprevisti possibilmente da_definire confermerò confermeremo credo purché a_condizione a_patto solo_se a_meno_che " +
			"potrebbe_darsi può_essere per_ora per_il_momento troppo_presto prematuro",
		strong: "in_via_provvisoria deve_ancora_approvare deve_ancora_autorizzare deve_ancora_firmare non_ha_ancora_approvato non_ha_ancora_autorizzato vale_solo_se vale_soltanto_se valido_solo_se non_iscrivetemi non_mi_iscriva non_iscrivermi scherzo me_lo_impedisce non_me_lo_permette mi_vieta risposta_è_no salvo_approvazione con_riserva sotto_riserva da_confermare in_attesa_di_autorizzazione in_attesa_dell_autorizzazione in_attesa_di_approvazione " +
			"in_attesa_dell_approvazione previa_autorizzazione previa_approvazione subordinata subordinatamente subordinato dipende_da dipenderà fatta_salva " +
			"non_ancora_confermato non_ancora_confermata attendo_…_autorizzazione attendo_…_approvazione serve_…_autorizzazione manca_…_autorizzazione " +
			"manca_…_approvazione aspetto_…_autorizzazione una_riserva ultima_parola una_condizione asini_voleranno sto_scherzando scherzavo per_scherzo uno_scherzo " +
			"sarebbe_mentire fino_…_autorizzazione finché_…_autorizzazione " +
			"magari_potessi fatemi_prima devo_prima devo_sentire_il devo_sentire_la devo_chiedere_al devo_chiedere_alla devo_verificare prima_devo " +
			"no_grazie",
		want: "spero speriamo voglio vogliamo desidero desideriamo vorrei vorremmo credo penso dubito chiedo chiedono propongo suggerisco suppongo preferirei " +
			"immagino intendo chiede ritengo vogliono vuole piacerebbe",
		affirm: "confermare confermo confermarvi informare informo informarvi comunicare comunico comunicarvi dire dirvi dichiarare dichiaro annunciare esprimere indicare iscrivermi rispondere segnalare segnalarvi avvisare ribadire assicurare",
		ask:    "se quando dove perché devo posso affinché prima_che mentre non mai benché sebbene chi qualora poiché",
		qword:  "è sono può potete potreste posso possiamo come quando dove qual quale quali che chi quanto c ci devo devono sarà esiste avete",
		say: "mi_ha_chiesto_di_trasmettervi mi_prega_di_trasmettervi mi_ha_pregato_di trasmettere_la_sua_risposta trasmetto_la_sua_risposta comunicare_la_sua_risposta la_sua_risposta_è dice dicono disse ha_detto scrive scrivono scrisse ha_scritto risponde ha_risposto chiede indica indicando indicare menzionando menzionare la_parola " +
			"le_parole la_frase la_formula la_dicitura l_oggetto scrivere scrivete scriva afferma sostiene secondo con_la_dicitura " +
			"rispondere_con rispondete mi_incarica mi_chiede ha_dichiarato ha_affermato ha_annunciato ha_confermato scriverà scriveranno dirà diranno risponderà " +
			"risponderanno manderà manderanno invierà confermerà rispondano scrivano dicano " +
			"risposto scritto detto comunicato",
		told: "dovevo_scrivere avrei_dovuto_scrivere stavo_per_scrivere mi_è_stato_detto mi_hanno_detto mi_è_stato_chiesto mi_hanno_chiesto ho_scritto avevo_scritto ho_messo avevo_messo ho_risposto avevo_risposto ho_detto " +
			"avevo_detto ho_mandato ho_inviato abbiamo_scritto abbiamo_inviato abbiamo_tradotto abbiamo_mandato",
		other: "un_altro un_altra altro altra altri altre quel_giorno quei_giorni in_quei_giorni quella_settimana in_quella_data in_quelle_date stesso_giorno stessi_giorni stessa_settimana stesse_date",
		utter: "scrivere scrive scrivono scrisse scriviamo scriva scrivano dire dice dicono disse dirvi dirle dirgli dica dicano mandare manda mandano mandiamo mandi " +
			"mandino ha_mandato inviare invia inviano inviamo invii inviino ha_inviato hanno_inviato rispondere risponde rispondono rispondano risposto mettere mettano " +
			"digitare tradotto tradurre affermare inserire apporre barrare",
		article: "il lo la i gli le mio mia vostro vostra",
		when:    "volta settimana giorno giorni anno mese sottoscritto sottoscritta lunedì martedì mattina pomeriggio due",
		favour:  "pagatemi pagate mandatemi inviatemi datemi ricordatemi chiamatemi spostate cambiate prenotate promettete aspettate trovate rimborsate rimborsatemi",
		lead: "con in a al alla per da di del dopo prima secondo nonostante senza sì si oggi ora così allora questa questo come e ed ma o perché ciao buongiorno buonasera " +
			"salve grazie volentieri certo certamente gentile gentili egregio egregi io noi anche ugualmente mediante qui molto molte sebbene essendo avendo su lieto " +
			"lieta onorato onorata felice naturalmente ecco oggetto *ando *endo grato grata invitato invitata convinto convinta interessato interessata saluti vista visto",
		mind:   "io con_la_presente ecco qui la_mia_risposta scrivo dico rispondo la_presente mi_permetto mi_pregio",
		wished: "come conformemente secondo_le secondo_quanto così richiesto richiesta quindi pertanto indicato chiedevate volevate",
		det:    "la il lo vostra vostro un una questo questa con parola parole frase formula dicitura tramite mediante mio mia niente nessun",
		means: "significa vuol_dire implica obbliga basta è_sufficiente è_obbligatorio deve o_no dice ha_detto lei lui è era suona sembra sarebbe fa fu stato " +
			"oppure_no compare figura",
		astray: "mail_…_arrivata mail_…_persa mail_…_ricevuta mail_…_pervenuta messaggio_…_arrivato messaggio_…_perso messaggio_…_ricevuto ricevuto_la_mia_…_mail ricevuto_il_mio_…_messaggio",
		need:   "bisogno serve occorre occorrono necessario necessaria servono desiderate desidera domande domanda informazioni altro manca problemi problema",
		quoth: "dice ha_detto scrive risponde secondo o_no oppure_no compare figura " +
			"sì_no sì_o_no si_no la_campagna campagna slogan",
		label:  "la il mia vostra frase formula dicitura parola parole messaggio oggetto risposta testo espressione",
		nay:    "no",
		unreal: "ho_spuntato ho_barrato avrei avessi avremmo avevo_scritto scriverei direi per_poco quasi_quasi",
		tag:    "vero giusto corretto è_corretto è_giusto no",
		joint:  "per_cui motivo_per_cui ragione_per_cui ragione_per_la_quale motivo_per_il_quale pertanto perciò per_questo ma e ed però tuttavia perché quindi dunque poiché o oppure sebbene",
		that:   "che",
		in:     "a al alla ai alle allo agli all in nel nella",
		event: "riunione riunioni evento conferenza seminario sessione sessioni giornata giornate incontro forum vertice laboratorio webinar videoconferenza lavori " +
			"dibattito dibattiti giorni giorno qualità nome rappresentanza persona questo questa questi queste vostro vostra entrambe entrambi due 2 3 marzo primo " +
			"prima seconda inglese italiano francese alleanza tolleranza zero virtuale alto livello dialogo convegno tavola congresso presente suddetta tale titolo " +
			"posto iniziativa attività " +
			"plenaria tavole tutte tutti tutta ambedue iniziative vostre vostri suddetti secondo collegamento",
		habit: "abitualmente regolarmente spesso ogni_anno ogni_mese tutti_gli_anni a_volte attualmente questa_settimana questo_mese di_solito normalmente",
		cancel: "annullo annullare annullate cancellare non_potrò non_posso_partecipare non_posso_venire non_posso_esserci non_potremo non_parteciperò non_partecipo " +
			"non_verrò non_ci_sarò non_sarò_presente non_posso_più cambiato_idea non_tenga_conto rinuncio devo_rinunciare devo_declinare disdico disdire " +
			"ritirarmi toglietemi tolga_mi toglimi cancellatemi rimuovetemi rimuovimi eliminatemi depennatemi togliete_il_mio cancellate_il_mio non_tenetene non_ne_tenete per_errore per_sbaglio è_stato_un_errore",
		less: "anno_scorso l_ultima_volta la_volta_scorsa telecamera microfono video webcam giorno giorni giornata sessione pomeriggio mattina prima seconda primo secondo 1 2 3 presenza persona collega colleghi lui lei ministro ministra " +
			"direttore direttrice intera intero inizio fine parola parigi precedente cena anno_scorso scorsa_volta assistente staff",
		come: "venire essere esserci partecipare assistere presenziare unirmi accettare presente",
		variant: "parteciperò partecipero parteciperemo parteciperei parteciperemmo partecipiamo vorrei_partecipare vorremmo_partecipare vorrei_…_partecipare desidero_partecipare desideriamo_partecipare voglio_partecipare vogliamo_partecipare posso_partecipare potrei_partecipare potrò_partecipare possiamo_partecipare possa_partecipare parteciperà parteciperanno intendo_partecipare " +
			"spero_di_partecipare poter_partecipare interessata_a_partecipare interessato_a_partecipare lieto_di_partecipare lieta_di_partecipare felice_di_partecipare prendo_parte prenderò_parte prendiamo_parte piacerebbe_partecipare vorrei_prendere_parte",
		too:    "anche pure",
		joins:  "collegherà riservare riservate accesso iscrivere iscrivete iscriva registrare registrate parteciperà partecipa verrà partecipare venire presente un_posto",
		mate:   "colonnello comandante signor signora collega colleghi colleghe vice assistente direttore direttrice ministro ministra squadra delegazione moglie marito",
		along:  "in_mia_vece in_vece_mia saremo_collegate saremo_collegati collegate_insieme collegati_insieme al_mio_fianco accanto_a_me mi_sostituisce mi_sostituirà al_mio_posto mi_accompagna mi_accompagnerà mi_accompagnano accompagnato_da accompagnata_da con_me_ci_sarà con_me_verrà con_me_viene viene_con_me verrà_con_me saremo_in_due siamo_in_due saremo_in_tre",
		others: "e_il_mio_vice e_la_mia_vice e_il_mio_assistente e_la_mia_assistente due_colleghi due_colleghe due_persone e_con_me viene_con_me verrà_con_me vengono_con_me mi_accompagna mi_accompagnerà insieme_a insieme_al insieme_alla e_il_mio_collega e_la_mia_collega accompagnato_da accompagnata_da con_il_mio_collega con_la_mia_collega con_un_collega con_una_collega partecipa_anche",
		alone:  "partecipò partecipa partecipare partecipato partecipai",
		inf:    "partecipare prendere_parte",
		bye:    "mi_ritirerò mi_…_ritirare ritirarmi ci_ritiriamo ritiro_la_mia ritirare_la_mia annullare_la_mia annullate_la_mia annullo_la_mia disdico_la disdire_la cancellare_la_mia rinuncio_alla il_mio_ritiro devo_ritirarmi ritirarci non_mi_ritiro mi_sono_ritirato mi_sono_ritirata cancellarmi",
		intent: "confermo_la_mia_partecipazione confermare_la_mia_partecipazione confermiamo_la_nostra_partecipazione confermo_la_partecipazione confermo_la_mia_presenza confermare_la_mia_presenza confermo_partecipazione confermo_presenza confermare_la_partecipazione iscrivetemi iscrivermi mi_iscrivo mi_registro registrarmi la_mia_iscrizione sarò_presente saremo_presenti ci_sarò accetto_l_invito accettiamo_l_invito accetto_il_vostro_invito",
		notVar: "voi",
		thanks: "grazie mille molte ringrazio ringraziamo la il per vostra vostro di e un cordiali saluti distinti gentile gentili buongiorno buonasera ricevuto ricevuta perfetto ottimo informazioni messaggio risposta agenda programma cordialmente conferma tutto bene tanto infinite dettagliata buona giornata dell le i",
	},
	{
		code:  "ar",
		draft: "مسودة تجربة اختبار رسالة_تجريبية",
		later: "العام_القادم السنة_القادمة المرة_القادمة العام_المقبل",
		retract: "لن_تروني انسوا انسَ انسوه انسوا_الأمر تجاهل تجاهلوا_هذه تجاهلوا_رسالتي تجاهلي عفوا_لا لا_انتظروا أتراجع تراجعت بعد_التفكير بعد_إعادة_النظر أخطأت لقد_أخطأت " +
			"اجتماع_آخر الاجتماع_الخطأ احذفوا_هذه احذفوا_رسالتي احذفوا_الرسالة امسحوا لن_يكون_ممكنا لن_يكون_بإمكاني لن_يتسنى غير_ممكن ليس_ممكنا أسحب_كلامي أسحب_ما " +
			"لا_تحسبوني لا_تعتمدوا_على",
		words: "في من على إلى عن أن هذا هذه مع التي الذي السيد السيدة السادة تحية شكرا وتفضلوا الاحترام التقدير السلام عليكم بعد وبعد نحن أنا لا ما كل قد كان لكم سيدي تحياتي مرحبا الاجتماع وزارة يرجى حضرات",
		not:   "لا لن لم ليس لست غير ما ألا بأي_حال كلا",
		after: "أبدا",
		except: "كدت_أنسى كدت_انسى لا_شك لا_بد ليس_فقط إن_شاء_الله بإذن_الله لا_مانع غير_أن حتى_لو إن_أمكن إذا_أمكن كما_لا لا_يفوتني لا_يسعني إذا_فهمت " +
			"إن_أمكن_مع على_أي_حال في_كل_الأحوال",
		regret: "للأسف آسف أعتذر نعتذر يؤسفني مع_الأسف",
		cond: "إذا لو بشرط شريطة ما_لم إلا_إذا في_حال عندما حين ريثما متى_ما طالما حتى_إذا قبل_أن إن_كان إن_تم إن_وافق إن_سمح " +
			"حالما بمجرد",
		you:   "لكم كنتم أردتم احتجتم لديكم عليكم منكم تحتاجون رغبتم",
		maybe: "ربما لعل لعلي قد_أشارك قد_لا قد_يكون قد_أحضر محتمل مبدئيا من_المحتمل على_الأرجح لست_متأكدا لست_متأكدة لم_يتأكد غير_مؤكد مؤقتا من_المبكر المبكر سابق_لأوانه",
		strong: "لم_يوافق_بعد لم_توافق_بعد لا_تسجلوني فقط_إذا يمنعني لا_يسمح_لي جوابي_لا رهنا_بموافقة بعد_موافقة بانتظار_موافقة في_انتظار_موافقة بانتظار_الموافقة في_انتظار_الموافقة رهن_موافقة رهن_بموافقة شرط_موافقة بشرط_موافقة يتوقف_على " +
			"مشروط مشروطة رهنا أنتظر_موافقة أحتاج_موافقة أحتاج_إلى_موافقة أمزح مزحة " +
			"أولا_موافقة موافقة_…_أولا يلزمني_…_موافقة أحتاج_…_موافقة شريطة_موافقة " +
			"دعوني_أولا يجب_أن_أسأل يجب_أن_أستشير ليتني لا_شكرا",
		want:   "آمل أتمنى نأمل أريد نريد أود نود أرغب نرغب أرجو يسعدني_أن يسرني_أن أطلب أظن أعتقد أشك أفكر أنوي يمكنني أستطيع تريدون يطلب أحب",
		affirm: "أؤكد تأكيد أعلن إبلاغكم أبلغكم إعلامكم أعلمكم أفيدكم إفادتكم القول أقول أخبركم",
		ask:    "هل أن إذا لو كيف متى لماذا أين ماذا لا لن لم كي لكي حتى قبل عندما حين قد ربما لعلي ليتني لو سوف ألا",
		qword:  "هل كيف متى أين ما ماذا كم لماذا من",
		say: "يقول قال قالت تقول كتب كتبت يكتب أكتب_كلمة كلمة عبارة جملة بعبارة بكلمة لكتابة كتابة وا أن_أكتب طلب طلبتم يطلب ذكر بذكر تذكرون " +
			"تكتبون تكتبوا اذكروا تذكروا بكتابة ذاكرين كاتبين صرح أعلن ستكتب سيكتب ستقول سيقول سترسل سيرسل سترد سيرد ستجيب يكتبوا يردوا يقولوا",
		told:   "قيل_لي طلب_مني طلبوا_مني كتبت قلت أرسلت أجبت",
		other:  "آخر أخرى ذلك_اليوم تلك_الأيام ذلك_الأسبوع نفس_اليوم نفس_الأسبوع تلك_الفترة",
		utter:  "تكتب يكتب نكتب كتابة يقول نقول يرسل ترسل نرسل إرسال يجيب يرد",
		favour: "ادفعوا أرسلوا أعطوني ذكروني اتصلوا غيروا احجزوا انتظروا",
		mind:   "أنا نحن بهذا هنا جوابي ردي فيما_يلي أقول أكتب_إليكم أكتب_لكم",
		wished: "كما وفقا حسب بناء طلبكم المطلوب لذلك عليه",
		det:    "كلمة عبارة بعبارة جملة بكلمة لفظ لكلمة الزر الخانة زر خانة",
		means:  "تعني يعني تكفي هل أم كافية كانت هو هي لا_يعمل أم_لا هكذا أو_لا",
		need:   "احتجتم بحاجة حاجة تحتاجون أسئلة سؤال استفسار رغبتم أردتم معلومات لزم",
		quoth:  "يقول قال تقول قالت كتب حسب_قول أم_لا هكذا أو_لا نعم_لا نعم_أو_لا حملة شعار",
		label:  "العبارة الجملة الكلمة الرسالة الموضوع الرد عبارة كلمة الزر الخانة",
		nay:    "لا كلا",
		unreal: "كنت_أود كنت_سأكتب كنت_سأقول لو_كنت كدت",
		tag:    "أليس_كذلك صحيح هل_هذا_صحيح",
		joint:  "لكن ولكن غير_أن إلا_أن لأن لذلك و ثم أو وعليه وأنا وإني ولكنني لكنني",
		in:     "في",
		event: "الاجتماع اجتماعكم اللقاء المؤتمر الندوة الجلسة الجلسات الفعالية الحدث المنتدى القمة الورشة اليومين يومي يوم هذا هذه الافتراضي المستوى الرفيع أعمال أشغال مؤتمركم هذه_الفعالية ندوتكم الأشغال الأعمال كليهما كلا 2 3 مارس آذار الاجتماعات المناقشات الحوار " +
			"جلسات جلساته جلساتها جلساتكم جلستين الجلستين جلستي يومين فعاليات فعالياتكم فعالياته فعالياتها اجتماع لقاء لقائكم لقاءكم مؤتمر ندوة منتدى " +
			"منتداكم قمة ورشة ورشتكم حدث حوار حواركم ملتقى الملتقى ملتقاكم المبادرة مبادرتكم برنامج البرنامج مداولات المداولات نقاشات النقاشات جميع كل " +
			"كافة كلتا معكم إليكم دعوتكم",
		habit: "عادة دائما غالبا أحيانا كل_عام كل_سنة سنويا هذا_الأسبوع بانتظام حاليا",
		cancel: "ألغي إلغاء أعتذر نعتذر لن_أتمكن لن_أستطيع لا_أستطيع لا_أتمكن لن_أحضر تعذر_حضوري تعذر_علي تعذر_الحضور يتعذر_علي يتعذر_حضوري تجاهلوا لن_أشارك غيرت_رأيي لم_أعد سأنسحب الانسحاب احذفوا_اسمي احذفوني " +
			"أزيلوا_اسمي اشطبوا_اسمي أزيلوني احذفوا_عنواني فلا_تأخذوها لا_تأخذوها عن_طريق_الخطأ بالخطأ خطأ",
		less:    "العام_الماضي السنة_الماضية المرة_الماضية الكاميرا الميكروفون اليوم يوم الجلسة الأول الثاني صباح مساء حضوريا شخصيا زميل زميلي زميلتي هو هي الوزير الماضي الماضية العام بداية نهاية كامل باريس التأخر تأخر",
		come:    "الحضور أحضر أحضره المشاركة المجيء أكون",
		variant: "سأشارك سوف_أشارك وسأشارك نشارك سنشارك سوف_نشارك أود_المشاركة أرغب_في_المشاركة نود_المشاركة نرغب_في_المشاركة أريد_المشاركة نريد_المشاركة أود_أن_أشارك أن_أشارك أن_نشارك يسعدني_المشاركة يسرني_المشاركة أستطيع_المشاركة يمكنني_المشاركة هل_يمكنني_المشاركة مشارك مشاركة_مني سيشارك ستشارك سأكون_مشاركا وأشارك فأشارك لأشارك بالمشاركة_في رغبتي_في_المشاركة رغبتنا_في_المشاركة أتشرف_بالمشاركة نتشرف_بالمشاركة شاركت",
		too:     "أيضا أيضاً كذلك",
		joins:   "وستشارك وسيشارك وستحضر وسيحضر تسجيل سجلوا ستشارك سيشارك تشارك يشارك ستحضر سيحضر",
		mate:    "زميل زميلي زميلتي زملائي زميلة نائبي نائبتي مساعدي مساعدتي مديري مديرتي",
		along:   "بدلا_مني عوضا_عني سترافقني سيرافقني ترافقني يرافقني برفقة",
		others:  "ترافقني يرافقني سترافقني سيرافقني مع_زميلي مع_زميلتي وزميلي وزميلتي برفقة ومعي",
		alone:   "المشاركة يشارك شارك مشارك",
		inf:     "المشاركة أشارك نشارك",
		bye:     "سأنسحب سوف_أنسحب ننسحب سننسحب أود_الانسحاب أرغب_في_الانسحاب أريد_الانسحاب الانسحاب انسحابي إلغاء_تسجيلي إلغاء_مشاركتي ألغي_تسجيلي ألغي_مشاركتي أن_أنسحب انسحبت إلغاء_التسجيل أسحب_مشاركتي",
		intent:  "أؤكد_مشاركتي أؤكد_حضوري تأكيد_مشاركتي تأكيد_حضوري نؤكد_مشاركتنا نؤكد_حضورنا سأحضر سنحضر تسجيلي أرجو_تسجيلي يرجى_تسجيلي أود_الحضور أود_التسجيل أرغب_في_الحضور أرغب_في_التسجيل أقبل_الدعوة نقبل_الدعوة أقبل_دعوتكم مشاركتي_في",
		notVar:  "لكم",
		thanks:  "شكرا جزيلا لكم الشكر مع جزيل التحية تحياتي وصلني وصلت استلمت تم الاستلام على ردكم رسالتكم السريع أشكركم نشكركم وتقديري احترامي السيد السيدة السادة السلام عليكم ورحمة الله وبركاته أطيب خالص التقدير وتفضلوا بقبول فائق الاحترام",
	},
	{
		code:   "pl",
		draft:  "szkic projekt_odpowiedzi test wiadomość_testowa",
		later:  "w_przyszłym_roku następnym_razem",
		assent: "zgody zgodę zgoda akceptacji akceptację pozwolenia zezwolenia",
		await:  "najpierw wpierw jeszcze czekam_na pod_warunkiem",
		retract: "nie_zobaczycie_mnie mnie_proszę_nie_uwzględniać nie_uwzględniać_mnie mnie_proszę_nie_wpisywać zapomnijcie proszę_zapomnieć jednak_nie o_nie nie_czekajcie po_namyśle po_zastanowieniu lepiej_nie ups pomyliłem_się pomyliłam_się pomyliłem pomyliłam " +
			"niewłaściwe_spotkanie proszę_zignorować zignorujcie proszę_usunąć_tę proszę_skasować nie_da_się nie_uda_się nic_z_tego cofam wycofuję_to " +
			"proszę_na_mnie_nie_liczyć",
		words: "i w na z do się nie jest że dla oraz lub jak po od za szanowni szanowna szanowny państwo pani panie pan poważaniem wyrazami szacunku łączę dzień dobry witam dziękuję dziękujemy " +
			"proszę uprzejmie o przez przy jestem będę są był była który która które spotkanie spotkaniu spotkania zaproszenie serdecznie pozdrawiam jeśli ale czy niniejszym także również już jeszcze tylko mój moja nasz nasza ze we",
		signs:  "łąęśćźżń",
		not:    "nie nigdy ani żaden żadna żadnym żadnej nikt niestety_nie niemożliwe bynajmniej w_żadnym",
		nay:    "nie",
		except: "oba_dni obu_dniach nie_tylko nie_mogę_się_doczekać nie_ma_sprawy jeśli_można jeżeli_można jeśli_to_możliwe jeśli_możliwe nawet_jeśli nawet_jeżeli jeśli_dobrze_rozumiem jeśli_się_nie_mylę jeśli_potrzeba w_razie_potrzeby w_razie_pytań czemu_nie dlaczego_nie nie_wątpię czy_mogliby czy_mogłaby czy_mógłby czy_mogą czy_mogę czy_można czy_będzie czy_będą czy_są",
		regret: "niestety przykro żałuję ubolewam z_żalem zamiast",
		cond: "jeśli jeżeli o_ile pod_warunkiem chyba_że gdy czy zanim dopóki gdyby gdybym gdybyśmy kiedy jak_tylko w_razie w_przypadku tylko_wtedy na_wypadek " +
			"skoro_tylko",
		need: "potrzebne potrzeby potrzebują potrzebowali potrzebna potrzeba pytania pytań konieczne informacji informacje wątpliwości problemy brakuje",
		you:  "państwo państwa państwu pan pani was wam",
		maybe: "może być_może możliwe prawdopodobnie chyba raczej ewentualnie zapewne przypuszczalnie wstępnie nie_wiem niepewne niepewny niepewna nie_jestem_pewien nie_jestem_pewna na_razie w_zasadzie do_potwierdzenia potwierdzę_później " +
			"albo_…_albo pod_warunkiem chyba_że tylko_jeśli zależy",
		strong: "musi_jeszcze_zatwierdzić musi_jeszcze_zgodzić musi_się_jeszcze_zgodzić jeszcze_nie_zatwierdził jeszcze_nie_zatwierdziła pod_warunkiem do_potwierdzenia uzależniony uzależniona uzależnione zależy_od czekam_na_zgodę czekam_na_…_zgodę oczekuję_na_zgodę potrzebuję_zgody potrzebuję_…_zgody po_uzyskaniu_zgody w_oczekiwaniu_na_zgodę warunkowo z_zastrzeżeniem " +
			"jedno_zastrzeżenie jeden_warunek ostatnie_słowo odpowiedź_brzmi_nie nie_pozwala_mi uniemożliwia_mi jeszcze_niepotwierdzone to_żart żartuję",
		want:   "mam_nadzieję chciałbym chciałabym chcielibyśmy chcę chcemy pragnę myślę sądzę wątpię pytam proponuję wolałbym wolałabym zamierzam planuję rozważam",
		affirm: "potwierdzić potwierdzam potwierdzamy poinformować informuję informujemy powiadomić oświadczyć oświadczam deklaruję zadeklarować zgłosić zgłaszam zawiadomić zawiadamiam zapewnić zapewniam powiedzieć odpowiedzieć odpowiadam napisać przekazać",
		ask:    "czy jeśli jeżeli kiedy gdy jak dlaczego gdzie mogę może mógłbym mogłabym nie nigdy ani zanim dopóki ponieważ bo gdyż chociaż choć żeby aby co kto którym której których czemu",
		qword:  "czy jest są będzie będą można mogę może kiedy gdzie jak jaki jaka jakie kto co ile który która dlaczego skąd",
		say: "mówi mówił mówiła powiedział powiedziała pisze napisał napisała twierdzi odpowiedział odpowiedziała pyta prosi oświadczył oświadczyła ogłosił słowa słowo słów słowami zwrot zwrotu zwrotem formuła formułę formuły formułą zdanie hasło hasłem fraza frazę frazy frazą dopiskiem dopisek " +
			"proszę_napisać proszę_wpisać proszę_odpowiedzieć należy_napisać należy_wpisać mam_napisać muszę_napisać trzeba_napisać trzeba_wpisać w_imieniu według kazał kazała polecił poleciła cytuję napisze odpowie powie",
		told: "miałem_napisać miałam_napisać powiedziano_mi kazano_mi poproszono_mnie napisałem napisałam powiedziałem powiedziałam odpowiedziałem odpowiedziałam",
		utter: "napisać pisać pisze napisał napisała napiszcie powiedzieć powiedział mówić odpowiedzieć odpowiedział wysłać wysyłać wysłał wysłała wpisać wspomnieć wspominać " +
			"podać podajcie wpisz umieścić zawrzeć dopisać napisz odpowiedz przesłać",
		other:  "innym innej inne innego tego_dnia tego_samego_dnia w_tym_samym_czasie w_tym_czasie",
		mind:   "ja my niniejszym moja_odpowiedź oto",
		wished: "zgodnie jak prośbę prośbą życzenie życzeniem więc zatem wobec_tego stosownie",
		det:    "słowa słowo słowami zwrot zwrotem zdanie formuła formułę hasło fraza frazę wpis przycisk przycisku pole opcja opcję link",
		label:  "fraza zwrot formuła hasło słowa słowo treść wiadomość temat odpowiedź moja wymagana wymagany wymagane",
		means: "oznacza znaczy wystarczy zobowiązuje czy_to czy_jest czy_nie musi powiedział pisze brzmi " +
			"lub_nie widnieje",
		quoth: "mówi powiedział powiedziała pisze napisał napisała według twierdzi " +
			"czy_nie lub_nie widnieje",
		unreal: "napisałbym napisałabym powiedziałbym powiedziałabym wziąłbym wzięłabym byłbym byłabym",
		tag:    "prawda zgadza_się nieprawdaż czyż_nie",
		joint:  "ale lecz i oraz a jednak jednakże więc zatem dlatego bo gdyż ponieważ albo natomiast",
		that:   "że iż",
		in:     "w we na",
		event: "spotkanie spotkaniu konferencja konferencji wydarzenie wydarzeniu seminarium webinarium webinarze posiedzeniu sesji sesjach obradach naradzie warsztatach forum szczycie sympozjum kongresie wideokonferencji dialogu dyskusji tym tej tych dni dniach dniu obu oba obydwu całości " +
			"online wirtualnym wirtualnie zdalnie 2 3 marca wysokiego państwa sojuszu zero tolerancji imieniu",
		habit: "regularnie zwykle zazwyczaj często co_roku corocznie co_tydzień czasem czasami zawsze obecnie aktualnie w_tym_tygodniu",
		cancel: "anuluję anulować rezygnuję zrezygnować odwołuję odwołać nie_biorę_udziału nie_wezmę_udziału nie_mogę_…_udziału nie_będę_mógł nie_będę_mogła nie_przyjadę nie_przyjdę rozmyśliłem_się rozmyśliłam_się jednak_nie " +
			"mnie_skreślić mnie_wykreślić mnie_usunąć o_wykreślenie o_usunięcie nieaktualne pomyłka przez_pomyłkę omyłkowo zignorować",
		less:    "zeszłym_roku ubiegłym_roku ostatnim_razem dnia dzień dni sesja sesji sesję popołudnie popołudniu rano pierwszy pierwszego drugi drugiego 1 2 3 osobiście stacjonarnie kolega koleżanka on ona minister dyrektor cały całe początek koniec paryżu wcześniej zastępca obiad asystent asystentka zespół zeszłym_roku",
		come:    "przyjść przyjechać dołączyć obecny obecna uczestniczyć dotrzeć podróżować",
		variant: "biorę_……_udział biorę_……_udziału wezmę_……_udział wezmę_……_udziału bierzemy_……_udział weźmiemy_……_udział udział_biorę chcę_……_udział chciałbym_……_udział chciałabym_……_udział wziąć_……_udział wziąć_……_udziału brać_……_udział uczestniczę uczestniczymy będę_uczestniczyć będę_uczestniczył będę_uczestniczyła brałem_udział brałam_udział wziąłem_udział wzięłam_udział będę_brał_udział będę_brała_udział",
		mate:    "kolega koleżanka współpracownik współpracownica zastępca zastępczyni asystent asystentka dyrektor minister szef szefowa żona mąż zespół delegacja oboje",
		too:     "też także również",
		joins:   "zarejestrować zapisać dopisać weźmie przyjdzie uczestniczy wziąć_udział bierze_udział obecny obecna",
		along:   "zamiast_mnie w_moim_zastępstwie zastąpi_mnie w_moje_miejsce towarzyszy_mi mi_towarzyszyć mi_towarzyszyła mi_towarzyszył w_towarzystwie przyjdzie_ze_mną będzie_ze_mną",
		others:  "razem_z wraz_z w_towarzystwie i_moja_koleżanka i_mój_kolega oraz_moja_koleżanka oraz_mój_kolega z_moją_koleżanką z_moim_kolegą a_także_mój a_także_moja również_bierze",
		inf:     "brać_udział wziąć_udział uczestniczyć",
		alone:   "brać_udział wziąć_udział bierze_udział wezmę_udział biorę_udziału",
		bye:     "wycofuje_się wycofam_się wycofujemy_się wycofać_się się_wycofuję się_wycofać się_wycofam muszę_……_wycofać wycofuję_……_się wycofuję_……_zgłoszenie wycofać_……_zgłoszenie rezygnuję_z zrezygnować_z_udziału odwołuję_……_udział odwołać_……_udział anuluję_……_zgłoszenie anulować_……_zgłoszenie wypisuję_się wypisać_się mnie_wykreślić mnie_skreślić",
		intent:  "potwierdzam_udział potwierdzam_swój_udział potwierdzam_mój_udział potwierdzamy_udział potwierdzamy_nasz_udział potwierdzam_obecność potwierdzam_swoją_obecność zgłaszam_udział zgłaszam_swój_udział zgłaszam_się zapisuję_się rejestruję_się mnie_zapisać mnie_wpisać mnie_zarejestrować o_rejestrację o_zarejestrowanie się_zapisać się_zarejestrować przyjmuję_zaproszenie przyjmuję_……_zaproszenie będę_obecny będę_obecna moje_zgłoszenie moja_rejestracja",
		notVar:  "państwo państwa kraje",
		thanks:  "dziękuję dziękujemy bardzo serdecznie pozdrawiam pozdrawiamy za informację informacje wiadomość odpowiedź zaproszenie program z poważaniem wyrazami szacunku dzień dobry szanowni państwo otrzymałem otrzymałam dobrze świetnie miłego dnia łączę",
	},
}
